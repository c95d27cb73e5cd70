// What the parts of the page share: where the case stands, what is asked of the program, and moves.
(function () {
  "use strict";
  var state = JSON.parse(document.getElementById("state").textContent);
  var told = document.getElementById("told");
  var controls = document.getElementById("controls");
  var moving = null;        // the move that is on its way
  var waiting = new Map();  // what waits for those before it, moves by what they move
  var round = 0;            // how often the way back or forth was taken, which moves do not pass
  var late = false;         // whether controls are to be drawn anew once nothing waits
  var seen = Object.assign({}, state.moved), below = state.below;  // what the controls show

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

  var GONE = "The program does not answer any more: start it again. " + (byId("save").dataset.closed === "1" ?
    "Moves in a case that is no file of yours are not kept." : "Moves that it had answered are kept; what you did last may not be.");
  function gone() { tell([GONE]); }

  function tell(faults) { told.textContent = faults.join(" "); }

  function changedList() {
    var list = byId("changed").querySelector("ul");
    var any = state.changes.length + state.written.length > 0;
    list.replaceChildren.apply(list, state.written.map(function (words) {
      var item = document.createElement("li");
      item.textContent = words;
      return item;
    }).concat(state.changes.map(function (one) {
      var item = document.createElement("li"), what = document.createElement("b");
      what.textContent = one.who + ", " + one.what;
      item.append(what, ": " + one.before + " → " + one.after);
      return item;
    })));
    byId("unmoved").hidden = any;
    byId("back").disabled = !state.back;
    byId("again").disabled = !state.again;
    byId("reset").disabled = !any;
    byId("save").disabled = !any || byId("save").dataset.closed === "1";
    document.dispatchEvent(new Event("state"));
    document.title = document.title.replace(/^\* /, "");
    if (any) { document.title = "* " + document.title; }
    var moved = {};
    state.changes.forEach(function (one) { moved[one.place] = true; });
    controls.querySelectorAll(".control").forEach(function (box) {
      var is = moved[box.dataset.place] === true;
      box.classList.toggle("moved", is);
      box.querySelector(".restore").hidden = !is;
    });
  }

  function enter(next, since) {
    var other = next.digest !== state.digest, verdict = next.verdict;
    delete next.verdict;
    state = next;
    var shown = other ? bench.answerAll(since, verdict) : Promise.resolve();
    changedList();
    return shown;
  }

  // Moves go one after the other; of those of one place that wait, only the last is made. A line says by itself
  // what it is to be; any other move says what its control showed, so that another tab's is not undone unseen.
  function move(body, box, after) {
    var key = [round, body.place, body.line].join(" ");
    line(key, function () { return made(key, body, box, after); });
  }

  function line(key, go) {
    waiting.delete(key);
    waiting.set(key, go);
    if (!moving) { next(); }
  }

  function next() {
    var first = waiting.keys().next().value, go = waiting.get(first);
    waiting.delete(first);
    if (!go && late) { late = false; go = bench.freshControls; }
    moving = go ? go().catch(gone).finally(next) : null;
  }

  function made(key, body, box, after) {
    var at = performance.now(), place = body.place;
    if (body.line === undefined) { body.seen = below + " " + (seen[place] || "null"); }
    return ask("move", undefined, body).then(function (answer) {
      return answer.json().then(function (data) {
        var fault = box && box.querySelector(".fault");
        if (answer.status === 409) { waiting.delete(key); return stale(data.faults); }
        if (fault) { fault.textContent = answer.ok ? "" : data.faults.join(" "); }
        if (!answer.ok) { return undefined; }
        tell([]);
        if (data.moved[place] === undefined) { delete seen[place]; } else { seen[place] = data.moved[place]; }
        return Promise.all([enter(data, at), after || moved(data) ? (after || bench.freshControls)() : undefined]);
      });
    });
  }

  // Whether controls show something else than the case has: it was moved in another tab.
  function moved(data) {
    return data.below !== below || Object.keys(Object.assign({}, seen, data.moved)).some(function (place) {
      return seen[place] !== data.moved[place];
    });
  }

  function stale(faults) {
    return ask("state").then(function (answer) { return answer.json(); }).then(bench.enter).then(function () { tell(faults); });
  }

  // Controls may be drawn anew, and show what the case has; but not while moves wait that they show already.
  function drawn() {
    late = waiting.size > 0;
    if (!late) { seen = Object.assign({}, state.moved); below = state.below; }
    return !late;
  }

  // After the moves that are on their way, so that what was done last is taken back first.
  function idle() { return moving ? moving.then(idle) : Promise.resolve(); }

  function turn(way) {
    round += 1;
    line("turn " + round, function () {
      return ask("turn", undefined, { way: way }).then(function (answer) { return answer.json(); })
        .then(function (data) { enter(data); return bench.freshControls(); });
    });
  }

  // What was moved in another tab is seen here too.
  function refresh() {
    line("refresh", function () {
      return ask("state").then(function (answer) { return answer.json(); })
        .then(function (data) { return data.digest === state.digest && data.outside === state.outside && !moved(data) ? undefined : bench.enter(data); });
    });
    return idle();
  }
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { refresh(); } });
  window.addEventListener("focus", refresh);

  // Parts that come after this one put what they do beside it.
  var bench = window.bench = {
    ask: ask, tell: tell, gone: gone, refresh: refresh, idle: idle, byId: byId, move: move, turn: turn, changed: changedList,
    drawn: drawn, words: GONE,
    state: function () { return state; },
    enter: function (next) { return Promise.all([enter(next), bench.freshControls()]); }
  };
  document.addEventListener("DOMContentLoaded", function () { changedList(); bench.answerAll(); });

  // What sticks below the head of the page begins where that ends, however many lines its question has.
  var desk = document.querySelector(".desk");
  new ResizeObserver(function () {
    document.documentElement.style.setProperty("--desk", desk.offsetHeight + "px");
  }).observe(desk);
})();
