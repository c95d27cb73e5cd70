(function () {
  "use strict";
  var WIDE = 660;      // what a wide chart takes
  var STILL = 150;     // milliseconds without a move before the rest is worked out
  var state = JSON.parse(document.getElementById("state").textContent);
  var told = document.getElementById("told");
  var controls = document.getElementById("controls");
  var asking = null;   // what is asked of the case as it now is; given up when it moves
  var moving = null;   // the move that is on its way
  var waiting = null;  // a move that waits for the one before it

  function byId(name) { return document.getElementById(name); }

  function ask(path, signal, body) {
    var options = { signal: signal, credentials: "omit", cache: "no-store" };
    if (body) {
      options.method = "POST";
      options.headers = { "Content-Type": "application/json" };
      options.body = JSON.stringify(body);
    }
    return fetch(path, options);
  }

  // ------------------------------------------------------------------------------------------- answers

  function wake(box) {
    var live = box.querySelector(".live");
    var options = {
      ast: true, actions: false, renderer: "svg", defaultStyle: false, mode: "vega-lite",
      tooltip: { disableDefaultStyle: true, offsetX: 14, offsetY: 14 }
    };
    return window.vegaEmbed(live, JSON.parse(box.querySelector("script").textContent), options).then(function () {
      live.setAttribute("role", "img");
      live.setAttribute("aria-label", box.dataset.alt);
      box.classList.add("awake");
    });
  }

  function show(place, text) {
    // The new section is made ready out of sight and then takes the place of the old one: nothing jumps.
    var fresh = document.createElement("div");
    fresh.innerHTML = text;
    var size = place.clientWidth < WIDE ? "narrow" : "wide";
    place.dataset.size = size;
    place.style.minHeight = place.offsetHeight + "px";
    place.replaceChildren.apply(place, Array.from(fresh.childNodes));
    place.setAttribute("aria-busy", "false");
    var drawn = Array.from(place.querySelectorAll(".chart .box." + size)).map(wake);
    Promise.allSettled(drawn).then(function () { place.style.minHeight = ""; });
  }

  function fetchSection(name, place, quick, signal) {
    place.setAttribute("aria-busy", "true");
    var path = "section/" + name + "?of=" + state.digest + (quick ? "&quick=true" : "");
    return ask(path, signal).then(function (answer) {
      return answer.text().then(function (text) {
        if (answer.ok) { show(place, text); return true; }
        if (answer.status === 422) { tell(JSON.parse(text).faults); }
        place.setAttribute("aria-busy", "false");
        return false;
      });
    });
  }

  // The verdict comes first, from few draws; the rest follows when nothing has moved for a while. Gives a
  // promise of the verdict, so that a slider that is dragged shows one after the other and starves none.
  function answerAll(since) {
    if (asking) { asking.abort(); }
    var mine = asking = new AbortController();
    var at = since || performance.now();
    function place(name) { return document.querySelector(".answer[data-section=" + name + "]"); }
    function part(name, quick) { return fetchSection(name, place(name), quick, mine.signal); }
    ["opening", "picture", "deals"].forEach(function (name) { place(name).setAttribute("aria-busy", "true"); });
    var first = part("opening", true).then(function (fine) {
      document.body.dataset.took = Math.round(performance.now() - at);
      document.body.dataset.digest = state.digest;
      if (!fine) { throw new Error("refused"); }
    });
    first.then(function () { return still(mine.signal); })
      .then(function () { return part("picture", true); })
      .then(function () { return part("opening", false); })
      .then(function () { return part("picture", false); })
      .then(function () { return part("deals", false); })
      .then(function () {
        var open = Array.from(document.querySelectorAll("details.slow"));
        open.forEach(function (one) { one.dataset.of = ""; });
        return open.filter(function (one) { return one.open; }).reduce(function (before, one) {
          return before.then(function () { return slow(one, mine.signal); });
        }, Promise.resolve());
      }).catch(function () { /* given up, or refused and said */ });
    return first.catch(function () { /* as above */ });
  }

  function still(signal) {
    return new Promise(function (go, stop) {
      window.setTimeout(function () { if (signal.aborted) { stop(new Error("moved")); } else { go(); } }, STILL);
    });
  }

  // An answer that takes long: how far it is, and a way to give it up; a promise of what it is.
  function follow(path, place, signal) {
    return new Promise(function (go, stop) {
      var source = new EventSource(path), words = document.createElement("p"), bar = document.createElement("progress");
      var step = document.createElement("span"), end = document.createElement("button");
      function over(how, what) { source.close(); words.remove(); place.setAttribute("aria-busy", "false"); how(what); }
      words.className = "working";
      bar.setAttribute("aria-label", "how far it is");
      step.textContent = "Working it out …";
      end.type = "button";
      end.textContent = "Stop";
      end.addEventListener("click", function () { over(stop, ["Stopped."]); });
      words.append(bar, " ", step, " ", end);
      place.setAttribute("aria-busy", "true");
      place.prepend(words);
      if (signal) { signal.addEventListener("abort", function () { over(stop, []); }); }
      source.addEventListener("progress", function (event) {
        var told = JSON.parse(event.data);
        step.textContent = "Working it out: " + told[0] + " …";
        if (told[1] > 0) { bar.value = told[1]; } else { bar.removeAttribute("value"); }
      });
      source.addEventListener("done", function (event) { over(go, JSON.parse(event.data)); });
      source.addEventListener("refused", function (event) { over(stop, JSON.parse(event.data)); });
      source.addEventListener("overtaken", function () { over(stop, []); });
      source.onerror = function () { over(stop, []); };
    });
  }

  function slow(details, signal) {
    if (!details.open || details.dataset.of === state.digest) { return Promise.resolve(); }
    var place = details.querySelector(".answer"), of = state.digest;
    return follow("slow/section/" + details.dataset.section + "?of=" + of, place, signal).then(function (text) {
      show(place, text);
      details.dataset.of = of;
    }, function (faults) { if (Array.isArray(faults)) { tell(faults); } });
  }

  document.querySelectorAll("details.slow").forEach(function (one) {
    one.addEventListener("toggle", function () {
      slow(one, asking ? asking.signal : undefined).catch(function () { /* given up */ });
    });
  });

  // --------------------------------------------------------------------------------------------- state

  function tell(faults) { told.textContent = faults.join(" "); }

  function changedList() {
    var list = byId("changed").querySelector("ul");
    list.replaceChildren.apply(list, state.changes.map(function (one) {
      var item = document.createElement("li"), what = document.createElement("b");
      what.textContent = one.who + ", " + one.what;
      item.append(what, ": " + one.before + " → " + one.after);
      return item;
    }));
    byId("changed").hidden = !state.changes.length;
    byId("back").disabled = !state.back;
    byId("again").disabled = !state.again;
    byId("reset").disabled = !state.changes.length;
    byId("save").disabled = !state.changes.length || byId("save").dataset.closed === "1";
    document.dispatchEvent(new Event("state"));
    document.title = document.title.replace(/^\* /, "");
    if (state.changes.length) { document.title = "* " + document.title; }
    var moved = {};
    state.changes.forEach(function (one) { moved[one.place] = true; });
    controls.querySelectorAll(".control").forEach(function (box) {
      var is = moved[box.dataset.place] === true;
      box.classList.toggle("moved", is);
      box.querySelector(".restore").hidden = !is;
    });
  }

  function enter(next, since) {
    var other = next.digest !== state.digest;
    state = next;
    changedList();
    return other ? answerAll(since) : Promise.resolve();
  }

  function freshControls() {
    var here = document.activeElement, box = here && here.closest(".control");
    var open = Array.from(controls.querySelectorAll("details")).map(function (one) { return one.open; });
    return ask("controls").then(function (answer) { return answer.text(); }).then(function (text) {
      controls.innerHTML = text;
      controls.querySelectorAll("details").forEach(function (one, place) { one.open = open[place]; });
      changedList();
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

  // Moves go one after the other; of those that wait only the last is made.
  function move(body, box, after) {
    if (moving) { waiting = [body, box, after]; return; }
    var at = performance.now();
    moving = ask("move", undefined, body).then(function (answer) {
      return answer.json().then(function (data) {
        var fault = box && box.querySelector(".fault");
        if (fault) { fault.textContent = answer.ok ? "" : data.faults.join(" "); }
        if (!answer.ok) { return undefined; }
        tell([]);
        return Promise.all([enter(data, at), after && after()]);
      });
    }).catch(function () { tell(["The program does not answer any more: start it again; moves are kept."]); })
      .finally(function () {
        moving = null;
        if (waiting) { var next = waiting; waiting = null; move(next[0], next[1], next[2]); }
      });
  }

  // After the moves that are on their way, so that what was done last is taken back first.
  function idle() { return moving ? moving.then(idle) : Promise.resolve(); }

  function turn(way) {
    return idle().then(function () { return ask("turn", undefined, { way: way }); })
      .then(function (answer) { return answer.json(); })
      .then(function (data) { enter(data); return freshControls(); });
  }

  // ------------------------------------------------------------------------------------------ controls

  function numbersOf(box) {
    var numbers = {}, whole = true;
    box.querySelectorAll("input[type=number]").forEach(function (field) {
      if (field.value === "" || !isFinite(field.valueAsNumber)) { whole = false; }
      numbers[field.dataset.name] = field.valueAsNumber;
    });
    return whole ? numbers : null;
  }

  // Ends stay in order: the handle that moves pushes the others before it.
  function ordered(box, moved) {
    var fields = Array.from(box.querySelectorAll("input[type=number]"));
    var at = fields.findIndex(function (field) { return field.dataset.name === moved; });
    fields.forEach(function (field, place) {
      var beyond = place < at ? field.valueAsNumber > fields[at].valueAsNumber : field.valueAsNumber < fields[at].valueAsNumber;
      if (place !== at && beyond) { field.value = fields[at].value; }
      var slider = box.querySelector("input[type=range][data-name=" + field.dataset.name + "]");
      slider.value = field.value;
    });
  }

  controls.addEventListener("input", function (event) {
    var field = event.target, box = field.closest(".control");
    if (!box || box.dataset.kind !== "judgement" || field.tagName !== "INPUT") { return; }
    if (field.type === "range") {
      box.querySelector("input[type=number][data-name=" + field.dataset.name + "]").value = field.value;
      ordered(box, field.dataset.name);
    }
    var numbers = numbersOf(box);
    if (numbers) { move({ place: box.dataset.place, form: box.dataset.form, numbers: numbers }, box); }
  });

  controls.addEventListener("change", function (event) {
    var field = event.target, box = field.closest(".control");
    if (!box) { return; }
    if (field.tagName === "SELECT") {
      var had = numbersOf(box) || {}, all = Object.keys(had).map(function (name) { return had[name]; });
      var low = Math.min.apply(null, all), high = Math.max.apply(null, all), middle = had.likely;
      if (middle === undefined) { middle = all.length === 1 ? all[0] : (low + high) / 2; }
      var numbers = { number: { value: middle }, range: { low: low, high: high }, points: { low: low, likely: middle, high: high } };
      move({ place: box.dataset.place, form: field.value, numbers: numbers[field.value] }, box, freshControls);
    } else if (field.type === "number") {
      ordered(box, field.dataset.name);
      var now = numbersOf(box);
      if (now) { move({ place: box.dataset.place, form: box.dataset.form, numbers: now }, box); }
    } else if (field.type === "checkbox") {
      move({ place: box.dataset.place, line: Number(box.dataset.number), on: field.checked }, box);
    } else if (field.classList.contains("order")) {
      move({ place: box.dataset.place, order: field.value }, box);
    }
  });

  controls.addEventListener("click", function (event) {
    var box = event.target.closest(".control");
    if (box && event.target.classList.contains("restore")) { move({ place: box.dataset.place }, box, freshControls); }
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

  // -------------------------------------------------------------------------------------------- saving

  byId("back").addEventListener("click", function () { turn("back"); });
  byId("again").addEventListener("click", function () { turn("again"); });
  byId("reset").addEventListener("click", function () { turn("reset"); });
  function openSaving() {
    if (byId("save").disabled) { return; }
    byId("save-fault").textContent = "";
    ask("difference").then(function (answer) { return answer.json(); }).then(function (data) {
      byId("difference").textContent = data.difference || data.faults.join("\n");
      byId("saving").showModal();
    });
  }
  byId("save").addEventListener("click", openSaving);
  byId("save-no").addEventListener("click", function () { byId("saving").close(); });
  byId("save-yes").addEventListener("click", function () {
    ask("save", undefined, { difference: byId("difference").textContent }).then(function (answer) {
      return answer.json().then(function (data) {
        if (!answer.ok) { byId("save-fault").textContent = data.faults.join(" "); return; }
        byId("saving").close();
        enter(data);
        tell(["Saved."]);
        return freshControls();
      });
    });
  });
  document.addEventListener("keydown", function (event) {
    if (!(event.ctrlKey || event.metaKey) || byId("saving").open) { return; }
    var key = event.key.toLowerCase();
    if (key === "s") { event.preventDefault(); openSaving(); }
    if (event.target.matches("input[type=text], input[type=search]")) { return; }
    if (key === "z" && !event.shiftKey) { event.preventDefault(); turn("back"); }
    if (key === "y" || (key === "z" && event.shiftKey)) { event.preventDefault(); turn("again"); }
  });
  var before = byId("answers").clientWidth < WIDE;
  new ResizeObserver(function () {
    var now = byId("answers").clientWidth < WIDE;
    if (now !== before) { before = now; answerAll(); }
  }).observe(byId("answers"));

  window.bench = {
    ask: ask, tell: tell, follow: follow, show: show, idle: idle, byId: byId,
    state: function () { return state; },
    enter: function (next) { return Promise.all([enter(next), freshControls()]); },
    signal: function () { return asking && asking.signal; }
  };
  changedList();
  answerAll();
})();
