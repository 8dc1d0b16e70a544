(() => {
  function fill(list, names) {
    list.replaceChildren(
      ...names.map((name) => {
        const option = document.createElement("option");
        option.value = name;
        return option;
      }),
    );
  }

  const town = document.getElementById("id_birth_town");
  const towns = document.getElementById("towns");

  town.addEventListener("input", async () => {
    const response = await fetch(`/api/communes.json?q=${encodeURIComponent(town.value)}`);
    fill(towns, await response.json());
  });

  const street = document.getElementById("id_street");
  const streets = document.getElementById("streets");
  let timer;

  street.addEventListener("input", () => {
    clearTimeout(timer);
    const query = street.value.trim();
    if (query.length < 3) return;
    timer = setTimeout(async () => {
      const response = await fetch(`/api/voies.json?q=${encodeURIComponent(query)}`);
      fill(streets, await response.json());
    }, 500);
  });
})();
