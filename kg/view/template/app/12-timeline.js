// Time: bars of how many events each stretch has, two handles over them, and play.

const MOST_BARS = 240;
const time = { unit: "month", bins: [], counts: [], playing: null };

function binStart(day, unit) {
  const iso = toIso(day);
  if (unit === "day") return day;
  if (unit === "month") return toDay(iso.slice(0, 7));
  return toDay(`${String(Math.floor(Number(iso.slice(0, 4)) / unit) * unit).padStart(4, "0")}`);
}

function nextBin(day, unit) {
  if (unit === "day") return day + 1;
  const [year, month] = toIso(day).split("-").map(Number);
  if (unit === "month") return toDay(month === 12 ? `${year + 1}-01` : `${year}-${month + 1}`);
  return toDay(String(year + unit));
}

/**
 * The stretch of days to draw: all, but not far tails of a few events; those are counted in the first or last bar.
 * One event told of the year 1712 would otherwise leave a month of news the width of a hair.
 */
function stretch(days) {
  days.sort((p, q) => p - q);
  const at = (share) => days[Math.round(share * (days.length - 1))];
  const low = at(0.05), high = at(0.95), tail = Math.max(400, (high - low) * 0.5);
  return [days.find((day) => day >= low - tail), days.findLast((day) => day <= high + tail)];
}

/** Cut the time that the events cover into days, months, years or more, as few as are readable. */
function startTime() {
  const days = EVENTS.filter((event) => event.first !== null).map((event) => event.first);
  if (!days.length) return;
  const [first, last] = stretch(days);
  time.before = days[0] < first;
  time.after = days.at(-1) > last;
  const span = last - first;
  time.unit = span <= 62 ? "day" : span <= MOST_BARS * 30 ? "month" : Math.max(1, Math.ceil(span / 365 / MOST_BARS));
  for (let day = binStart(first, time.unit); day <= last; day = nextBin(day, time.unit)) time.bins.push(day);
  time.end = nextBin(time.bins.at(-1), time.unit);
  const low = $("time-low"), high = $("time-high");
  for (const handle of [low, high]) {
    handle.min = 0;
    handle.max = time.bins.length - 1;
    handle.addEventListener("input", () => { stopPlaying(); takeHandles(handle); });
  }
  $("play").addEventListener("click", () => (time.playing ? stopPlaying() : play()));
  $("time-all").addEventListener("click", () => { stopPlaying(); choose({ from: "", to: "" }); });
}

const binOf = (day) => {
  let low = 0, high = time.bins.length - 1;
  while (low < high) { const middle = (low + high + 1) >> 1; if (time.bins[middle] <= day) low = middle; else high = middle - 1; }
  return low;
};
const binLast = (n) => (n + 1 < time.bins.length ? time.bins[n + 1] : time.end) - 1;

function chosenBins() {
  return [state.from ? binOf(toDay(state.from)) : 0, state.to ? binOf(toDay(state.to)) : time.bins.length - 1];
}

function takeHandles(moved) {
  let low = Number($("time-low").value), high = Number($("time-high").value);
  if (low > high) { if (moved.id === "time-low") high = low; else low = high; }
  chooseBins(low, high);
}

function chooseBins(low, high) {
  choose({ from: low <= 0 ? "" : toIso(time.bins[low]), to: high >= time.bins.length - 1 ? "" : toIso(binLast(high)) });
}

const binText = (n) => (time.unit === "day" ? speech.formats.short : time.unit === "month" ? speech.formats.month : speech.formats[4]).format(new Date(time.bins[n] * DAY));

function drawTime() {
  $("timeline").hidden = time.bins.length < 2;
  if (time.bins.length < 2) return;
  const from = state.from, to = state.to;
  Object.assign(state, { from: "", to: "" });
  const others = selectEvents();
  Object.assign(state, { from, to });
  const counts = new Array(time.bins.length).fill(0);
  for (const event of EVENTS) if (others[event.index] && event.first !== null) counts[binOf(event.first)] += 1;
  const most = Math.max(1, ...counts);
  const [low, high] = chosenBins();
  const rtl = speech.words.dir === "rtl";
  const n = time.bins.length, wide = 1000 / n;
  replace($("bars"), counts.map((value, i) => {
    const height = value ? Math.max(2, (value / most) * 44) : 0;
    const x = rtl ? 1000 - (i + 1) * wide : i * wide;
    return svg("rect", { x: (x + wide * 0.08).toFixed(2), y: (46 - height).toFixed(2), width: (wide * 0.84).toFixed(2), height: height.toFixed(2), class: i >= low && i <= high ? "in" : "out" });
  }));
  $("time-low").value = low;
  $("time-high").value = high;
  $("time-low").setAttribute("aria-valuetext", binText(low));
  $("time-high").setAttribute("aria-valuetext", binText(high));
  $("time-first").textContent = (time.before ? "… " : "") + binText(0);
  $("time-last").textContent = binText(n - 1) + (time.after ? " …" : "");
  const whole = !from && !to;
  $("time-range").textContent = low === high ? binText(low) : `${binText(low)} – ${binText(high)}`;
  $("time-all").hidden = whole;
  const undated = EVENTS.some((event) => event.first === null);
  $("time-undated").hidden = whole || !undated;
}

/** Let a window run over the time; from the whole time it starts with a twelfth. */
function play() {
  let [low, high] = chosenBins();
  const n = time.bins.length;
  if (low === 0 && high === n - 1) { high = Math.max(0, Math.round(n / 12) - 1); chooseBins(low, high); }
  else if (high === n - 1) { high -= low; low = 0; chooseBins(low, high); }
  showPlaying(true);
  time.playing = setInterval(() => {
    [low, high] = chosenBins();
    if (high >= n - 1) stopPlaying();
    else chooseBins(low + 1, high + 1);
  }, 700);
}

function stopPlaying() {
  clearInterval(time.playing);
  time.playing = null;
  showPlaying(false);
}

function showPlaying(on) {
  replace($("play"), sign(on ? "pause" : "play"));
  $("play").setAttribute("aria-label", say(on ? "pause" : "play"));
}
