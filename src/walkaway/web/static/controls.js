// Judgements and their handles: what is slid, typed, chosen or ticked becomes a move.
(function () {
  "use strict";
  var bench = window.bench, byId = bench.byId, controls = byId("controls");

  // What one hand does at one field, from its first input until it is left, is one step to take back.
  var hand = performance.timeOrigin + "." + Math.random(), count = 0;
  var drawing = false;  // a field that is taken off the page says that it was changed
  function gesture() { return hand + "." + count; }

  function numbersOf(box) {
    var numbers = {}, whole = true;
    box.querySelectorAll("input[type=number]").forEach(function (field) {
      if (field.value === "" || !isFinite(field.valueAsNumber)) { whole = false; }
      numbers[field.dataset.name] = field.valueAsNumber;
    });
    return whole ? numbers : null;
  }

  // Ends stay in order: the handle that moves pushes the others before it, and takes along what is to be judged.
  function ordered(box, moved, drag) {
    var fields = Array.from(box.querySelectorAll("input[type=number]"));
    var at = fields.findIndex(function (field) { return field.dataset.name === moved; });
    fields.forEach(function (field, place) {
      var beyond = place < at ? field.valueAsNumber > fields[at].valueAsNumber : field.valueAsNumber < fields[at].valueAsNumber;
      if (place !== at && (beyond || (field.value === "" && drag))) { field.value = fields[at].value; }
      if (field.value === "") { return; }
      var slider = box.querySelector("input[type=range][data-name=" + field.dataset.name + "]");
      slider.value = field.value;
    });
  }

  controls.addEventListener("input", function (event) {
    var field = event.target, box = field.closest(".control");
    if (!box || box.dataset.kind !== "judgement" || field.tagName !== "INPUT") { return; }
    if (field.type === "range") {
      box.querySelector("input[type=number][data-name=" + field.dataset.name + "]").value = field.value;
      ordered(box, field.dataset.name, true);
    }
    var numbers = numbersOf(box);
    if (numbers) { box.classList.remove("unset"); bench.move({ place: box.dataset.place, form: box.dataset.form, numbers: numbers, gesture: gesture() }, box); }
  });

  // The handles of a form, where nothing is judged yet: what is chosen is only how it will be judged.
  function formed(box, form) {
    var handles = box.querySelector(".handles"), first = handles.querySelector("label"), what = box.querySelector("legend").textContent;
    box.dataset.form = form;
    handles.replaceChildren.apply(handles, { number: ["value"], range: ["low", "high"], points: ["low", "likely", "high"] }[form].map(function (name) {
      var one = first.cloneNode(true);
      one.querySelector("span").textContent = name;
      one.querySelectorAll("input").forEach(function (field) { field.dataset.name = name; });
      one.querySelector("[type=number]").value = "";
      one.querySelector("[type=number]").setAttribute("aria-label", what + ", " + name);
      return one;
    }));
  }

  controls.addEventListener("change", function (event) {
    var field = event.target, box = field.closest(".control");
    if (!box || drawing) { return; }
    if (field.tagName === "SELECT") {
      if (box.classList.contains("unset")) { formed(box, field.value); return; }
      var had = numbersOf(box) || {}, all = Object.keys(had).map(function (name) { return had[name]; });
      var low = Math.min.apply(null, all), high = Math.max.apply(null, all), middle = had.likely;
      if (middle === undefined) { middle = all.length === 1 ? all[0] : (low + high) / 2; }
      var numbers = { number: { value: middle }, range: { low: low, high: high }, points: { low: low, likely: middle, high: high } };
      bench.move({ place: box.dataset.place, form: field.value, numbers: numbers[field.value] }, box, freshControls);
    } else if (field.type === "number") {
      ordered(box, field.dataset.name);
      var now = numbersOf(box);
      if (now) { box.classList.remove("unset"); bench.move({ place: box.dataset.place, form: box.dataset.form, numbers: now, gesture: gesture() }, box); }
    } else if (field.type === "checkbox") {
      bench.move({ place: box.dataset.place, line: Number(box.dataset.number), on: field.checked }, box);
    } else if (field.classList.contains("order")) {
      box.classList.remove("unset");
      bench.move({ place: box.dataset.place, order: field.value }, box);
    }
    count += 1;
  });

  controls.addEventListener("click", function (event) {
    var box = event.target.closest(".control");
    if (box && event.target.classList.contains("restore")) { bench.move({ place: box.dataset.place }, box, freshControls); }
    if (box && event.target.classList.contains("settle")) { bench.move({ place: box.dataset.place, order: box.querySelector(".order").value }, box, freshControls); }
  });

  function search() {
    var words = byId("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    controls.querySelectorAll(".panel").forEach(function (panel) {
      var head = panel.querySelector("summary").textContent.toLowerCase(), any = false;
      panel.querySelectorAll(".control").forEach(function (box) {
        var text = head + " " + box.textContent.toLowerCase();
        box.hidden = !words.every(function (word) { return text.includes(word); });
        any = any || !box.hidden;
      });
      panel.hidden = !any;
      if (words.length && any) { panel.open = true; }
    });
  }
  byId("find").addEventListener("input", search);

  function freshControls() {
    var here = document.activeElement, box = here && here.closest(".control");
    var open = Array.from(controls.querySelectorAll("details")).map(function (one) { return one.open; });
    return bench.ask("controls").then(function (answer) { return answer.text(); }).then(function (text) {
      if (!bench.drawn()) { return; }
      drawing = true;
      controls.innerHTML = text;
      drawing = false;
      count += 1;
      controls.querySelectorAll("details").forEach(function (one, place) { one.open = open[place]; });
      bench.orders(controls);
      bench.changed();
      search();
      if (box) {
        var again = Array.from(controls.querySelectorAll(".control")).find(function (one) {
          return one.dataset.place === box.dataset.place && one.dataset.number === box.dataset.number;
        });
        var field = again && again.querySelector(here.tagName.toLowerCase() + (here.dataset.name ? "[data-name=" + here.dataset.name + "][type=" + here.type + "]" : ""));
        if (field) { field.focus(); }
      }
    });
  }

  bench.freshControls = freshControls;
})();
