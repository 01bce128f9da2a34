// The sum of the weights while they are typed. The server refuses what does not make a hundred.
const form = document.querySelector("form[data-weights]");
const place = document.getElementById("total");

const tell = () => {
  const weights = [...form.querySelectorAll("input[type=number]")].map((input) => Number.parseInt(input.value, 10) || 0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const phrase = total === 100 ? place.dataset.whole : total < 100 ? place.dataset.lacks : place.dataset.exceeds;
  place.firstElementChild.textContent = phrase.replace("{total}", total).replace("{points}", Math.abs(100 - total));
};

form?.addEventListener("input", tell);
