package telemetry

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics are the figures of one running program. Labels come from tables in the
// program (routes, kinds of jobs), never from a path, an id or a name, so their
// number is fixed and they tell nothing about anybody.
type Metrics struct {
	registry *prometheus.Registry

	inFlight prometheus.Gauge
	http     *prometheus.HistogramVec
	jobs     *prometheus.HistogramVec
	db       *prometheus.HistogramVec
	events   *prometheus.CounterVec
}

// NewMetrics makes the figures; the version of the program stands beside them.
func NewMetrics(version string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "trede_http_requests_in_flight", Help: "Requests that are being answered now.",
		}),
		http: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "trede_http_request_seconds", Help: "Time to answer a request, by route pattern.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"method", "route", "status"}),
		jobs: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "trede_job_seconds", Help: "Time of one run of a job, by kind and outcome.",
			Buckets: []float64{.01, .05, .1, .5, 1, 5, 30, 120, 600},
		}, []string{"kind", "outcome"}),
		db: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "trede_db_seconds", Help: "Time of a transaction, by kind.",
			Buckets: []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .05, .25, 1, 5},
		}, []string{"kind", "outcome"}),
		events: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "trede_events_total", Help: "Things worth watching, such as failed sign-ins, by kind.",
		}, []string{"kind"}),
	}
	info := prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "trede_info", Help: "Always 1; the label tells the version.",
	}, []string{"version"})
	info.WithLabelValues(version).Set(1)
	m.registry.MustRegister(
		m.inFlight, m.http, m.jobs, m.db, m.events, info,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return m
}

// methodLabel keeps invented methods from making new labels.
func methodLabel(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

func (m *Metrics) observeHTTP(method, route string, status int, took time.Duration) {
	if status < 100 || status > 599 {
		status = 0
	}
	m.http.WithLabelValues(methodLabel(method), route, strconv.Itoa(status)).Observe(took.Seconds())
}

func outcome(err error) string {
	if err != nil {
		return "error"
	}
	return "ok"
}

// ObserveJob notes one run of a job. The kind comes from the program's table.
func (m *Metrics) ObserveJob(kind string, took time.Duration, err error) {
	m.jobs.WithLabelValues(kind, outcome(err)).Observe(took.Seconds())
}

// ObserveDB notes one transaction: "read", "write", "audit".
func (m *Metrics) ObserveDB(kind string, took time.Duration, err error) {
	m.db.WithLabelValues(kind, outcome(err)).Observe(took.Seconds())
}

// Count notes one thing worth watching, such as "aanmelden_mislukt". The kind is
// a constant of the program.
func (m *Metrics) Count(kind string) { m.events.WithLabelValues(kind).Inc() }

// Gauge shows a figure that is asked for at the moment of reading, such as the
// number of jobs that wait. The name begins with trede_.
func (m *Metrics) Gauge(name, help string, value func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value))
}

// Handler serves /metrics. Serve it on an address that is not for the public.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4})
}
