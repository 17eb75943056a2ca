package observe

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"restday"
	"restday/bot"
)

// Queues returns what one platform's messages wait for, by class, and how many
// of them are under way.
type Queues func() (waiting [restday.Bulk + 1]bot.Queue, underWay int)

// Sources are asked for figures whenever somebody reads the metrics.
type Sources struct {
	Inbox  func() bot.Backlog
	Queues map[string]Queues // by platform
	Watch  *Watch
	Now    func() time.Time
}

// Read adds the figures of s to the metrics. It is called once.
func (m *Metrics) Read(s Sources) { m.registry.MustRegister(gauges{s}) }

var (
	updatesWaiting  = gauge("restday_updates_waiting", "Updates that are stored and not handled.")
	updatesOldest   = gauge("restday_updates_oldest_seconds", "Age of the oldest update that is not handled; 0: there is none.")
	messagesWaiting = gauge("restday_messages_waiting", "Messages that wait to be sent.", "platform", "class")
	messagesOldest  = gauge("restday_messages_oldest_seconds",
		"Age of the oldest message that waits to be sent, since it was queued or this process began; 0: there is none.", "platform", "class")
	messagesUnderWay = gauge("restday_messages_under_way", "Messages being sent.", "platform")
	platformUp       = gauge("restday_platform_up", "1: the platform was reached in the last two minutes.", "platform")
	diskFree         = gauge("restday_disk_free_bytes", "Room on the disk of the database.")
)

func gauge(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, labels, nil)
}

// gauges reads Sources for Prometheus.
type gauges struct{ Sources }

// Describe implements prometheus.Collector.
func (g gauges) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{updatesWaiting, updatesOldest, messagesWaiting, messagesOldest, messagesUnderWay, platformUp, diskFree} {
		to <- d
	}
}

// Collect implements prometheus.Collector.
func (g gauges) Collect(to chan<- prometheus.Metric) {
	set := func(d *prometheus.Desc, value float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	now := g.Now()
	inbox := g.Inbox()
	set(updatesWaiting, float64(inbox.Updates))
	set(updatesOldest, age(now, inbox.Oldest))
	for name, queues := range g.Queues {
		waiting, underWay := queues()
		for class, q := range waiting {
			set(messagesWaiting, float64(q.Messages), name, classes[class])
			set(messagesOldest, age(now, q.Oldest), name, classes[class])
		}
		set(messagesUnderWay, float64(underWay), name)
		up := 0.0
		if g.Watch.Works(name) {
			up = 1
		}
		set(platformUp, up, name)
	}
	if free := g.Watch.Free(); free > 0 {
		set(diskFree, float64(free))
	}
}

func age(now, since time.Time) float64 {
	if since.IsZero() {
		return 0
	}
	return max(0, now.Sub(since).Seconds())
}
