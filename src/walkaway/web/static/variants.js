// Variants with names, two versions side by side, and what it would take at one judgement.
(function () {
  "use strict";
  var bench = window.bench, byId = bench.byId, home = byId("variants");

  function option(value, text) { return new Option(text, value); }

  function shown() {
    var variants = bench.state().variants;
    byId("variant-list").replaceChildren.apply(byId("variant-list"), variants.map(function (one) {
      var item = document.createElement("li"), take = document.createElement("button"), drop = document.createElement("button");
      take.type = drop.type = "button";
      take.dataset.take = drop.dataset.drop = one.name;
      take.textContent = one.name;
      take.title = one.places === 1 ? "one place differs from the file" : one.places + " places differ from the file";
      drop.textContent = "×";
      drop.setAttribute("aria-label", "Drop " + one.name);
      item.append(take, drop);
      return item;
    }));
    byId("variant-none").hidden = variants.length > 0;
    ["compare-old", "compare-new", "export-which"].forEach(function (name, place) {
      var field = byId(name), had = field.value || (place ? "now" : "saved");
      var options = [option("saved", "as saved"), option("now", "as it is now")].concat(
        variants.map(function (one) { return option("variant:" + one.name, one.name); }));
      field.replaceChildren.apply(field, options);
      field.value = had;
      if (field.selectedIndex < 0) { field.selectedIndex = place ? 1 : 0; }
    });
  }

  // What was typed or pressed is done with once it is answered; drawing it anew comes after, over what is typed next.
  function change(way, name, done) {
    return bench.idle().then(function () { return bench.ask("variant", undefined, { way: way, name: name }); })
      .then(function (answer) {
        return answer.json().then(function (data) {
          byId("variant-fault").textContent = answer.ok ? "" : data.faults.join(" ");
          if (answer.ok && done) { done(); }
          return answer.ok ? bench.enter(data) : undefined;
        });
      });
  }

  // What would lose a variant is asked first: the same button again is the answer, anything else lets it be.
  var asked = "";
  function sure(what, words) {
    var again = asked === what;
    asked = again ? "" : what;
    byId("variant-fault").textContent = again ? "" : words;
    return again;
  }

  byId("variant-form").addEventListener("submit", function (event) {
    event.preventDefault();
    var field = byId("variant-name"), name = field.value.trim().replace(/\s+/g, " ");
    var there = bench.state().variants.some(function (one) { return one.name === name; });
    if (there && !sure("keep " + name, "“" + name + "” is there already. Keep again replaces it.")) { return; }
    asked = "";
    change("keep", field.value, function () { field.value = ""; });
  });

  home.addEventListener("click", function (event) {
    var one = event.target.closest("button");
    if (one && one.dataset.take !== undefined) { asked = ""; change("take", one.dataset.take); }
    if (one && one.dataset.drop !== undefined && sure("drop " + one.dataset.drop, "× again drops “" + one.dataset.drop + "”.")) { change("drop", one.dataset.drop, function () { byId("variant-name").focus(); }); }
  });

  byId("compare-form").addEventListener("submit", function (event) {
    event.preventDefault();
    var place = byId("compared"), asked = new URLSearchParams({ old: byId("compare-old").value, new: byId("compare-new").value });
    var sides = [asked.get("old"), asked.get("new")], of = bench.state().digest;
    bench.follow("slow/compare?" + asked, place, bench.signal()).then(function (text) {
      bench.show(place, text);
      compared = { sides: sides, of: of };
      old();
    }, bench.tell);
  });

  // A comparison is of two states of the case: where one that is called so is another by now, that is said.
  var compared = null, last = {};
  function old() {
    var state = bench.state(), any = state.changes.length + state.written.length > 0;
    var saved = last.any && !any && last.digest === state.digest;
    last = { any: any, digest: state.digest };
    if (!compared) { return; }
    compared.saved = compared.saved || (saved && compared.sides.includes("saved"));
    var moved = compared.sides.includes("now") && compared.of !== state.digest;
    byId("compare-told").textContent = compared.saved || moved ?
      "What stands here is of the case before " + (compared.saved ? "it was saved." : "the last moves.") : "";
  }

  byId("controls").addEventListener("click", function (event) {
    if (!event.target.classList.contains("takes")) { return; }
    var box = event.target.closest(".control"), place = box.querySelector(".taken");
    var asked = new URLSearchParams({ place: box.dataset.place, of: bench.state().digest });
    place.replaceChildren();
    place.dataset.of = "";
    bench.follow("slow/takes?" + asked, place, bench.signal()).then(function (sentences) {
      place.textContent = sentences.join(" ");
      place.dataset.of = asked.get("of");
      place.dataset.words = place.textContent;
      aged(place);
    }, function (faults) { place.textContent = faults.join(" "); });
  });

  // What it would take is told of one state of the case; in another it says so.
  function aged(place) {
    if (!place.dataset.of) { return; }
    place.textContent = (place.dataset.of === bench.state().digest ? "" : "Before the last moves: ") + place.dataset.words;
  }

  document.addEventListener("state", shown);
  document.addEventListener("state", old);
  document.addEventListener("state", function () { byId("controls").querySelectorAll(".taken").forEach(aged); });
  shown();
})();
