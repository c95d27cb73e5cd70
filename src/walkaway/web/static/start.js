// The first page: choose a case, and it is there.
(function () {
  "use strict";
  function begin(body) {
    document.body.setAttribute("aria-busy", "true");
    return fetch("start", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
      credentials: "omit", cache: "no-store"
    }).then(function (answer) {
      return answer.json().then(function (data) {
        if (answer.ok) { window.location.reload(); return; }
        document.getElementById("told").textContent = data.faults.join(" ");
      });
    }).catch(function () {
      document.getElementById("told").textContent = "The program does not answer any more: start it again.";
    }).finally(function () { document.body.removeAttribute("aria-busy"); });
  }
  document.getElementById("begin").addEventListener("submit", function (event) {
    event.preventDefault();
    begin({ way: "new", what: document.querySelector("[name=kind]:checked").value, name: document.getElementById("name").value.trim() });
  });
  document.addEventListener("click", function (event) {
    var one = event.target.closest("[data-way]");
    if (one) { begin({ way: one.dataset.way, what: one.dataset.what }); }
  });
})();
