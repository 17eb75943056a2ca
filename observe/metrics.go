// Package observe lets an operator see how restday is doing: figures for
// Prometheus, answers for whoever asks if it lives, and news of trouble. It is
// the only package that knows Prometheus. Nothing in here ever holds an address,
// a name or a word that somebody wrote.
package observe

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"restday"
	"restday/bot"
)

var (
	classes = [...]string{restday.Reply: "reply", restday.Prompt: "prompt", restday.Bulk: "bulk"}
	fates   = [...]restday.Fate{restday.Sent, restday.Retry, restday.Dropped, restday.Unreachable}
	seconds = []float64{.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300}
)

// Metrics counts what happens. It is a bot.Reporter, and its other methods are
// hooks of the scheduler and the conversation. All may be called from several
// goroutines, and cost less than a microsecond.
type Metrics struct {
	registry  *prometheus.Registry
	platforms map[string]*platformMetrics
	ticks     prometheus.Histogram
	wakes     *prometheus.CounterVec
	mornings  *prometheus.CounterVec
}

// platformMetrics are the counters of one platform, looked up beforehand: to
// find a counter by its labels costs more than to count.
type platformMetrics struct {
	handled, failed, parked prometheus.Counter
	sends                   [len(classes)]map[restday.Fate]prometheus.Counter
	refusals                *prometheus.CounterVec
	network, reply          prometheus.Observer
}

// NewMetrics returns counters at zero for the named platforms.
func NewMetrics(platforms ...string) *Metrics {
	m := &Metrics{registry: prometheus.NewRegistry(), platforms: map[string]*platformMetrics{}}
	updates := m.counter("restday_updates_total", "Updates from platforms, by what became of them; a failed one is tried again.", "platform", "outcome")
	sends := m.counter("restday_sends_total", "Tries to send a message, by what became of it.", "platform", "class", "fate")
	refusals := m.counter("restday_refusals_total", "Tries to send a message that failed, by the reason the platform gave.", "platform", "reason")
	network := m.histogram("restday_send_seconds", "How long the platform took for one try to send.", "platform")
	reply := m.histogram("restday_reply_seconds", "From the arrival of an update to the end of sending an answer to it.", "platform")
	for _, name := range platforms {
		p := &platformMetrics{
			handled: updates.WithLabelValues(name, "handled"), failed: updates.WithLabelValues(name, "failed"),
			parked: updates.WithLabelValues(name, "parked"), refusals: refusals.MustCurryWith(prometheus.Labels{"platform": name}),
			network: network.WithLabelValues(name), reply: reply.WithLabelValues(name),
		}
		for class, word := range classes {
			p.sends[class] = map[restday.Fate]prometheus.Counter{}
			for _, fate := range fates {
				p.sends[class][fate] = sends.WithLabelValues(name, word, string(fate))
			}
		}
		m.platforms[name] = p
	}
	m.ticks = prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "restday_tick_seconds", Help: "How long the scheduler's ticks took, one a minute.", Buckets: seconds,
	})
	m.wakes = m.counter("restday_wakes_total", "Athletes whom the scheduler woke; a failed one is woken again.", "outcome")
	m.mornings = m.counter("restday_prompts_total", "Morning prompts that were due, by what became of them: "+
		"queued, missed (it was too late) or needless (the athlete was faster).", "outcome")
	m.registry.MustRegister(m.ticks, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *Metrics) counter(name, help string, labels ...string) *prometheus.CounterVec {
	c := prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	m.registry.MustRegister(c)
	return c
}

func (m *Metrics) histogram(name, help string, labels ...string) *prometheus.HistogramVec {
	h := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: seconds}, labels)
	m.registry.MustRegister(h)
	return h
}

// Handled counts an update, which failed when ok is false.
func (m *Metrics) Handled(platform string, ok bool) {
	switch p := m.platforms[platform]; {
	case p == nil:
	case ok:
		p.handled.Inc()
	default:
		p.failed.Inc()
	}
}

// Parked counts an update that was set aside.
func (m *Metrics) Parked(platform string) {
	if p := m.platforms[platform]; p != nil {
		p.parked.Inc()
	}
}

// Tried counts one try to send a message.
func (m *Metrics) Tried(platform string, t bot.Try) {
	p := m.platforms[platform]
	if p == nil || int(t.Class) >= len(classes) {
		return
	}
	if c := p.sends[t.Class][t.Fate]; c != nil {
		c.Inc()
	}
	if t.Refused {
		p.refusals.WithLabelValues(t.Reason.String()).Inc()
	}
	p.network.Observe(t.Took.Seconds())
	if t.Reply > 0 {
		p.reply.Observe(t.Reply.Seconds())
	}
}

// Ticked counts one tick of the scheduler.
func (m *Metrics) Ticked(took time.Duration) { m.ticks.Observe(took.Seconds()) }

// Woke counts one athlete whom the scheduler woke.
func (m *Metrics) Woke(ok bool) {
	if ok {
		m.wakes.WithLabelValues("handled").Inc()
	} else {
		m.wakes.WithLabelValues("failed").Inc()
	}
}

// Morning counts one prompt that was due, by what became of it.
func (m *Metrics) Morning(outcome string) { m.mornings.WithLabelValues(outcome).Inc() }
