(() => {
  const ticket = document.querySelector(".ticket");
  const current = ticket.querySelector(".ticket__current");
  const advice = ticket.querySelector(".ticket__advice");

  async function refreshQueue() {
    const response = await fetch(ticket.dataset.queue);
    if (!response.ok) return;
    const queue = await response.json();
    current.textContent = queue.current;
    advice.hidden = Number(ticket.dataset.number) - queue.current > 3;
  }

  refreshQueue();
  setInterval(refreshQueue, 4000);

  // Closures and late openings: rare, so seldom asked for, and never for a page in the background.
  const notice = document.querySelector("[data-notices]");

  async function refreshNotice() {
    if (document.hidden) return;
    const response = await fetch(notice.dataset.notices);
    const { text } = await response.json();
    notice.textContent = text;
    notice.hidden = !text;
  }

  refreshNotice();
  setInterval(refreshNotice, 10 * 60 * 1000);
})();
