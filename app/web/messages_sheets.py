"""The sentences of spreadsheets that come back."""

from app.web.i18n import N_
from app.web.messages import register

register(
    {
        "sheet_missing": N_("Choisissez le fichier rempli."),
        "sheet_too_large": N_("Ce fichier dépasse 5 Mo : ce n’est pas le tableur que vous avez pris ici."),
        "sheet_unreadable": N_("Ce fichier ne se lit pas. Enregistrez-le en XLSX ou en ODS, sans mot de passe."),
        "sheet_unknown": N_("Ce tableur ne vient pas d’ici, ou il lui manque des colonnes. Prenez-le de nouveau."),
        "sheet_of_another": N_("Ce tableur est celui d’un autre appel ou d’une autre personne. Prenez le vôtre."),
    },
)
