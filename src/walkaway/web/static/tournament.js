// A tournament of strategies: chosen, played with progress, shown; given up at a word, or when the case moves.
(function () {
  "use strict";
  var bench = window.bench, byId = bench.byId;
  var FIELDS = ["rounds", "sessions", "seed", "clock"];
  var form = byId("tournament-form"), name = byId("tournament-name"), found = byId("tournament-found");
  var chosen = ["boulware", "linear", "conceder"];
  var running = null;      // what ends the tournament that is played, and of which state of the case it is
  var shown = null;        // what is shown, of which state of the case, and how it was asked for

  function told(words) { byId("tournament-told").textContent = words; }

  function fault(field, words) {
    byId("tournament-" + field + "-fault").textContent = words;
    var input = field === "strategies" ? name : byId("tournament-" + field);
    if (words) { input.setAttribute("aria-invalid", "true"); } else { input.removeAttribute("aria-invalid"); }
    return input;
  }

  function chips() {
    byId("tournament-chosen").replaceChildren.apply(byId("tournament-chosen"), chosen.map(function (one) {
      var item = document.createElement("li"), words = document.createElement("span"), drop = document.createElement("button");
      words.textContent = one;
      drop.type = "button";
      drop.textContent = "×";
      drop.setAttribute("aria-label", "Take out " + one);
      drop.addEventListener("click", function () {
        chosen = chosen.filter(function (other) { return other !== one; });
        chips();
        told(one + " is taken out.");
        name.focus();
      });
      item.append(words, drop);
      return item;
    }));
  }

  function takes() {
    var some = JSON.parse(name.selectedOptions[0].dataset.takes);
    byId("tournament-takes").replaceChildren.apply(byId("tournament-takes"), some.map(function (one) {
      var label = document.createElement("label"), input = document.createElement("input");
      input.value = input.dataset.like = one.like;
      input.dataset.name = one.name;
      input.inputMode = "decimal";
      input.maxLength = 15;
      label.title = one.help;
      label.append(one.name + " ", input);
      return label;
    }));
  }

  byId("tournament-add").addEventListener("click", function () {
    var inputs = Array.from(byId("tournament-takes").querySelectorAll("input"));
    var text = name.value + inputs.filter(function (one) { return one.value.trim() !== one.dataset.like; })
      .map(function (one) { return ":" + one.dataset.name + "=" + one.value.replace(/,/g, ".").trim(); }).join("");
    if (chosen.indexOf(text) >= 0) { fault("strategies", text + " is among them already."); return; }
    fault("strategies", "");
    chosen.push(text);
    chips();
    told(text + " is added.");
  });

  // Each message stands at the field that it is about; what is about none, below.
  function refused(faults) {
    var first = null, rest = faults.filter(function (line) {
      var parts = /^(strategies|rounds|sessions|seed|clock): ([^]*)$/.exec(line);
      if (!parts) { return true; }
      var before = byId("tournament-" + parts[1] + "-fault").textContent;
      first = first || parts[1];
      fault(parts[1], before ? before + "; " + parts[2] : parts[2]);
      return false;
    });
    told(rest.join(" "));
    if (first) { (first === "strategies" ? name : byId("tournament-" + first)).focus(); }
    else if (!document.activeElement || document.activeElement === document.body) { form.querySelector("button:not([type])").focus(); }
  }

  function play() {
    var of = bench.state().digest, mine = { of: of, end: new AbortController() };
    var asked = new URLSearchParams({ of: of, strategies: chosen.join(",") });
    FIELDS.forEach(function (one) { asked.set(one, byId("tournament-" + one).value.trim()); });
    running = mine;
    told("");
    found.setAttribute("aria-busy", "true");
    function over() { if (running === mine) { running = null; found.setAttribute("aria-busy", "false"); return true; } return false; }
    bench.follow("slow/tournament?" + asked, byId("tournament-working"), mine.end.signal).then(function (text) {
      if (!over()) { return; }
      shown = { of: of, text: text };
      bench.show(found, text);
      byId("tournament-page").href = "tournament/page?" + asked;
      byId("tournament-json").href = "tournament/json?" + asked;
      told("Played: " + found.querySelector(".verdict").firstChild.textContent.trim());
      aged();
    }, function (faults) {
      if (!over()) { return; }
      if (faults.length) { refused(faults); return; }
      if (byId("told").textContent !== bench.words) { told("Given up, as the case has moved on."); bench.refresh(); }
    });
  }

  // A tournament is of one state of the case: it is given up with it, and of another one it says so.
  function aged() {
    var now = bench.state().digest, old = shown && shown.of !== now;
    if (running && running.of !== now) {
      var mine = running;
      running = null;
      found.setAttribute("aria-busy", "false");
      mine.end.abort();
      told("Given up, as the case has moved on.");
    }
    byId("tournament-take").hidden = !shown || old;
    if (old && !running) { told("What stands here is of the case before the last moves."); }
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (running) { var before = running; running = null; before.end.abort(); }
    ["strategies"].concat(FIELDS).forEach(function (one) { fault(one, ""); });
    bench.idle().then(play);
  });
  name.addEventListener("change", takes);
  document.addEventListener("state", aged);
  window.addEventListener("resize", function () {
    if (shown && found.dataset.size !== (found.clientWidth < 660 ? "narrow" : "wide")) { bench.show(found, shown.text); }
  });
  chips();
  takes();
})();
