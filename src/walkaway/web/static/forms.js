// The case in forms: a field that is left becomes a step; what is refused is told beside it and stays as it was typed.
(function () {
  "use strict";
  var bench = window.bench, byId = bench.byId, home = byId("forms"), going = Promise.resolve(), built = "", stepping = false, doubting = null;

  // -------------------------------------------------------------------------------------------- two tabs

  var tabs = Array.from(document.querySelectorAll("[role=tab]"));
  function choose(tab, focus) {
    tabs.forEach(function (one) {
      var is = one === tab;
      one.setAttribute("aria-selected", is ? "true" : "false");
      one.tabIndex = is ? 0 : -1;
      byId(one.getAttribute("aria-controls")).hidden = !is;
    });
    document.body.classList.toggle("building", tab.id === "tab-forms");
    if (focus) { tab.focus(); }
    if (tab.id === "tab-forms") { redraw(); }
  }
  tabs.forEach(function (tab, at) {
    tab.addEventListener("click", function () { choose(tab); });
    tab.addEventListener("keydown", function (event) {
      var by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (by) { event.preventDefault(); choose(tabs[(at + by + tabs.length) % tabs.length], true); }
    });
  });

  // ---------------------------------------------------------------------------------- what stands there

  function controlsOf(root) { return Array.from(root.querySelectorAll("input, select, textarea, button, summary")); }
  function boxOf(one) { return one.closest("[data-place]"); }
  function boxAt(place) { return Array.from(home.querySelectorAll("[data-place]")).find(function (one) { return one.dataset.place === place; }); }
  function own(box) { return Array.from(box.querySelectorAll(".fault")).find(function (one) { return boxOf(one) === box; }) || byId("form-fault"); }
  function like(box) { return Array.from(home.querySelectorAll("[data-place]")).find(function (one) { return one.dataset.place === box.place && one.dataset.kind === box.kind; }); }

  // What is typed and not yet taken over, with the message beside it, and where the focus is.
  function typed(taken) {
    var kept = [];
    controlsOf(home).forEach(function (one) {
      var box = boxOf(one), at = box ? controlsOf(box).indexOf(one) : -1, here = one === document.activeElement;
      var other = one.type === "checkbox" ? one.checked !== one.defaultChecked
        : one.tagName === "SELECT" ? !(one.selectedOptions[0] || { defaultSelected: true }).defaultSelected && one.querySelector("[selected]") !== null
          : one.matches("input, textarea") && one.value !== one.defaultValue;
      var mine = box && taken && box.dataset.place === taken.dataset.place;
      if (box && (here || (other && !mine))) {
        kept.push({ place: box.dataset.place, kind: box.dataset.kind, at: at, here: here, value: other && !mine ? one.value : null, checked: one.checked,
          from: one.matches("textarea, input:not([type])") ? [one.selectionStart, one.selectionEnd] : null,
          words: box.classList.contains("refused") ? own(box).textContent : "" });
      }
    });
    return kept;
  }

  function fresh(focus, taken) {
    var open = Array.from(home.querySelectorAll(".part")).filter(function (one) { return one.open; }).map(function (one) { return one.dataset.part; });
    var asked = new URLSearchParams((open.length || built ? open : ["title", "parties"]).map(function (one) { return ["opened", one]; }));
    return bench.ask("forms?" + asked).then(function (answer) { return answer.text(); }).then(function (text) {
      var inner = {}, kept = typed(taken);
      home.querySelectorAll("details").forEach(function (one) { inner[keyOf(one)] = one.open; });
      home.innerHTML = text;
      if (!byId("formed")) { return; }
      built = byId("formed").dataset.digest;
      document.querySelector(".desk h1").textContent = byId("formed").dataset.title;
      home.querySelectorAll("details").forEach(function (one) { var was = inner[keyOf(one)]; if (was !== undefined) { one.open = was; } });
      bench.orders(home);
      kept.forEach(function (one) {
        var box = like(one), field = box && controlsOf(box)[one.at];
        if (!field) { return; }
        if (one.value !== null) { field.value = one.value; field.checked = one.checked; }
        if (one.words) { refuse(box, one.words); }
        if (one.here && one.value !== null && !one.words) {  // as no browser tells a change of what it did not see typed
          field.addEventListener("blur", function () { field.dispatchEvent(new Event("change", { bubbles: true })); }, { once: true });
        }
        if (one.here && !focus) { field.focus(); if (one.from) { field.setSelectionRange(one.from[0], one.from[1]); } }
      });
      var next = focus && boxAt(focus);
      for (var up = next; up && up !== home; up = up.parentNode) { if (up.tagName === "DETAILS") { up.open = true; } }
      var field = next && next.querySelector("input, select, textarea, summary");
      if (field) { field.focus(); }
    });
  }
  // After the steps that are on their way: what is drawn last is what was asked for last.
  function redraw(where) {
    going = going.then(function () {
      if (where && !where()) { return undefined; }
      home.setAttribute("aria-busy", "true");
      return fresh();
    }).catch(bench.gone).then(function () { home.removeAttribute("aria-busy"); });
  }
  function keyOf(one) { var box = boxOf(one); return (box ? box.dataset.place : "") + "|" + one.className; }

  // ----------------------------------------------------------------------------------------------- steps

  function refuse(box, words) { box.classList.add("refused"); own(box).textContent = words; }

  // Each message goes to the field whose place it names, else to what holds that place, else above all.
  function nearest(wanted) {
    var best = null;
    home.querySelectorAll("[data-place]").forEach(function (one) {
      var place = one.dataset.place, inside = wanted === place || [".", "["].some(function (sign) { return wanted.startsWith(place + sign); });
      if (inside && (!best || place.length >= best.dataset.place.length)) { best = one; }
    });
    return best;
  }

  // What the check doubts stands there too, stops nothing, and is looked for once the step is shown.
  function doubts(digest) {
    if (doubting) { doubting.abort(); }
    doubting = new AbortController();
    bench.follow("slow/doubts?" + new URLSearchParams({ of: digest }), document.createElement("span"), doubting.signal).then(function (found) {
      found.forEach(function (one) {
        var box = digest === built && nearest(one.place);
        if (box && !box.classList.contains("refused")) { own(box).textContent = (own(box).textContent + " Doubtful: " + one.text).trim(); }
      });
    }, function () { });
  }

  function tell(faults, box) {
    faults.forEach(function (fault) {
      var best = nearest(fault.place);
      if (box.dataset.place.startsWith(fault.place) || (best && best.contains(box))) { best = box; }
      if (best) { refuse(best, (own(best).textContent + " " + fault.text).trim()); } else { byId("form-fault").textContent += fault.place + ": " + fault.text + " "; }
    });
    if (!box.classList.contains("refused")) { box.classList.add("refused"); own(box).textContent = "Not taken over: " + faults.map(function (one) { return one.place + ": " + one.text; }).join(" "); }
  }

  function clear() {
    byId("form-fault").textContent = "";
    home.querySelectorAll(".refused").forEach(function (one) { one.classList.remove("refused"); own(one).textContent = ""; });
  }

  function step(body, box, focus) {
    going = going.then(bench.idle).then(function () {
      body.of = built;
      if (body.path === undefined) { body.path = JSON.parse(box.dataset.path); }
      home.setAttribute("aria-busy", "true");
      return bench.ask("step", undefined, body);
    }).then(function (answer) {
      if (answer.status === 409) {
        bench.tell(["The case was changed elsewhere: look at it again."]);
        return bench.refresh();
      }
      return answer.json().then(function (data) {
        box.classList.remove("refused");
        own(box).textContent = "";
        if (!answer.ok) { tell(data.faults.map(function (one) { return one.text === undefined ? { place: "", text: one } : one; }), box); return undefined; }
        if (data.goes) { ask(data.goes, box); return undefined; }
        bench.tell([]);
        return fresh(focus, box).then(function () {  // the forms first: the answers take longer
          stepping = true;
          bench.enter(data);
          stepping = false;
          doubts(data.digest);
        });
      });
    }).catch(function () { bench.tell(["The program does not answer any more: start it again; what was taken over is kept."]); })
      .then(function () { home.removeAttribute("aria-busy"); });
    return going;
  }

  function ask(goes, box) {
    var place = box.querySelector(".goes"), list = document.createElement("ul"), yes = document.createElement("button"), no = document.createElement("button");
    place.replaceChildren("With it goes, or is changed:", list, yes, " ", no);
    goes.forEach(function (one) { var item = document.createElement("li"); item.textContent = one; list.append(item); });
    yes.type = no.type = "button";
    yes.textContent = "Take all of it out";
    no.textContent = "Keep it";
    yes.addEventListener("click", function () { step({ do: "remove", sure: true }, box, boxOf(box.parentNode) && boxOf(box.parentNode).dataset.place); });
    no.addEventListener("click", function () { place.hidden = true; box.querySelector("summary").focus(); });
    place.hidden = false;
    no.focus();
  }

  function set(box) {
    var kind = box.dataset.kind, field = box.querySelector("input, select, textarea"), body = { do: "set", kind: kind, typed: field.value };
    if (kind === "rename") { body = { do: "rename", typed: field.value }; }
    if (kind === "how") { body = { do: "how", typed: field.value, given: Object.fromEntries(JSON.parse(box.dataset.names).map(function (name) { return [name, ""]; })) }; }
    if (kind === "flag") { body.typed = field.checked; }
    if (kind === "several") { body.typed = Array.from(box.querySelectorAll("input:checked")).map(function (one) { return one.value; }); }
    if (kind === "judgement") { body.note = box.querySelector(".why").value; body.cites = box.querySelector(".cites").value; }
    if (kind === "pattern") {
      body.typed = {};
      box.querySelectorAll(".some").forEach(function (one) {
        var ends = one.querySelectorAll("[data-end]");
        body.typed[one.dataset.name] = ends.length ? { from: ends[0].value, to: ends[1].value }
          : Array.from(one.querySelectorAll("input:checked")).map(function (each) { return each.value; });
      });
    }
    if (kind === "taken") {
      body.typed = Object.fromEntries(Array.from(box.querySelectorAll(".some")).map(function (one) { return [one.dataset.name, [one.querySelector("select").value]]; }));
    }
    step(body, box);
  }

  home.addEventListener("change", function (event) {
    var box = event.target.closest(".field");
    if (box && !event.target.closest(".adder")) { set(box); }
  });
  home.addEventListener("click", function (event) {
    var key = event.target.closest("[data-do]"), settled = event.target.closest(".settle");
    if (settled) { set(settled.closest(".field")); }
    if (key) { step({ do: key.dataset.do }, boxOf(key)); }
  });
  home.addEventListener("submit", function (event) {
    event.preventDefault();
    var form = event.target, given = {};
    form.querySelectorAll("[data-given]").forEach(function (one) { given[one.dataset.given] = one.value; });
    step({ do: "add", given: given }, form, form.dataset.place);
  });
  home.addEventListener("toggle", function (event) {
    var part = event.target;
    if (part.classList.contains("part") && part.open && part.children.length < 4 && !part.querySelector(".field, .group")) { redraw(); }
  }, true);

  // What is moved, undone or written elsewhere shows here as well.
  document.addEventListener("state", function () {
    function old() { return bench.state().digest !== built; }
    if (!stepping && document.body.classList.contains("building") && old()) { redraw(old); }
  });
})();
