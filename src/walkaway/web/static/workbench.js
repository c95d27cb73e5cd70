// What the parts of the page share: where the case stands, what is asked of the program, and moves.
(function () {
  "use strict";
  var state = JSON.parse(document.getElementById("state").textContent);
  var told = document.getElementById("told");
  var controls = document.getElementById("controls");
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

  function gone() { tell(["The program does not answer any more: start it again; moves are kept."]); }

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
    var other = next.digest !== state.digest;
    state = next;
    changedList();
    return other ? bench.answerAll(since) : Promise.resolve();
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
    }).catch(gone)
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
      .then(function (data) { enter(data); return bench.freshControls(); });
  }

  // What was moved in another tab is seen here too.
  function refresh() {
    return idle().then(function () { return ask("state"); }).then(function (answer) { return answer.json(); })
      .then(function (data) { return data.digest === state.digest ? undefined : bench.enter(data); }).catch(gone);
  }
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { refresh(); } });
  window.addEventListener("focus", refresh);

  // Parts that come after this one put what they do beside it.
  var bench = window.bench = {
    ask: ask, tell: tell, gone: gone, refresh: refresh, idle: idle, byId: byId, move: move, turn: turn, changed: changedList,
    state: function () { return state; },
    enter: function (next) { return Promise.all([enter(next), bench.freshControls()]); }
  };
  document.addEventListener("DOMContentLoaded", function () { changedList(); bench.answerAll(); });
})();
