"""The hearth: names and addresses as they are compared: accents, case, order of words and one wrong letter left out."""

import re
from collections.abc import Iterator

from app.domain.texts import strip_accents


def _each_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"[a-z0-9]+")
_EVERYWHERE = _each_of(
    """
    a agglomeration asbl ass asso association associations au aux centre collectif communaute commune
    communes conseil coop cooperative d de departement des du en entreprise entreprises et eurl federation
    fondation general groupe groupement groupements l la le les mairie maison mutuelle of pays pole pour
    region regional reseau sa sarl sas sasu sci scic scop scp societe sur territoire the union ville
    """
)
"""What names of organisations have in common, and what says nothing of who they are."""
_TITLES = _each_of("dr m madame mademoiselle me mlle mme monsieur mr mrs ms pr")
_SHORTEST, _LONG_ENOUGH = 4, 8

PUBLIC_DOMAINS = _each_of(
    """
    aliceadsl.fr aol.com bbox.fr cegetel.net club-internet.fr example.com example.net example.org exemple.fr
    fastmail.com free.fr gmail.com gmx.com gmx.de gmx.fr googlemail.com hotmail.be hotmail.com hotmail.fr
    hushmail.com icloud.com laposte.net libertysurf.fr live.com live.fr mac.com mail.com mailo.com mailoo.org
    me.com msn.com neuf.fr noos.fr nordnet.fr numericable.fr orange.fr outlook.com outlook.fr pm.me
    posteo.net proton.me protonmail.ch protonmail.com riseup.net rocketmail.com sfr.fr tele2.fr tutanota.com
    voila.fr wanadoo.fr yahoo.com yahoo.fr yandex.com ymail.com zaclys.net zoho.com
    """
)
"""Where anybody has an address, and the domains of examples: they tell nothing of an organisation."""
_SHARED = _each_of(
    """
    ac.be ac.uk admin.ch aeroport.fr asso.fr asso.re avocat.fr co.uk com.au com.br com.fr com.re edu.pl
    gouv.fr gouv.qc.ca gov.it gov.uk nc.fr nom.fr notaires.fr org.uk prd.fr qc.ca tm.fr
    """
)
"""Domains under which unrelated organisations have theirs."""


def domain_of(email: str) -> str:
    """The domain an organisation has its addresses in (`x.univ.fr` is of `univ.fr`); empty where anybody has one."""
    _, _, host = email.strip().lower().rpartition("@")
    labels = [label for label in host.split(".") if label]
    if len(labels) < 2 or "@" not in email:
        return ""
    last = ".".join(labels[-2:])
    if last in _SHARED:
        last = ".".join(labels[-3:])
    return "" if last in PUBLIC_DOMAINS or last in _SHARED else last


def person_keys(name: str) -> frozenset[str]:
    """What close names of people share; nothing for less than a first and a last name."""
    words = [word for word in _words(name) if word not in _TITLES]
    return _close(" ".join(sorted(words))) if len([word for word in words if len(word) > 1]) > 1 else frozenset()


def organisation_keys(name: str) -> frozenset[str]:
    """What close names of organisations share; nothing for a name that is none (`Association`)."""
    words = [word for word in _words(name) if word not in _EVERYWHERE]
    key = " ".join(sorted(dict.fromkeys(words)))
    return _close(key) if len(key) >= _SHORTEST else frozenset()


def _words(name: str) -> list[str]:
    return _WORD.findall(strip_accents(name))


def _close(key: str) -> frozenset[str]:
    """The key, and for one long enough to be told from others by more than a letter, all it becomes with one less."""
    return frozenset((key, *(_with_one_less(key) if len(key) >= _LONG_ENOUGH else ())))


def _with_one_less(key: str) -> Iterator[str]:
    for place, sign in enumerate(key):
        # A number is never a slip of the pen: the 2nd and the 3rd are two.
        if sign.isalpha():
            yield key[:place] + key[place + 1 :]
