package observe

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

const leaving = 2 * time.Second // for requests under way at the end

// Server answers /healthz, /readyz and /metrics.
type Server struct {
	listener net.Listener
	http     *http.Server
}

// Listen opens address; nothing is answered before Run. Ready reports what
// besides the platforms keeps us from working, such as the database.
func Listen(ctx context.Context, address string, m *Metrics, w *Watch, ready func(context.Context) error) (*Server, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /healthz", func(out http.ResponseWriter, _ *http.Request) { answer(out, w.Healthy()) })
	mux.HandleFunc("GET /readyz", func(out http.ResponseWriter, r *http.Request) {
		answer(out, errors.Join(ready(r.Context()), w.Ready()))
	})
	return &Server{l, &http.Server{
		Handler: mux, ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second, MaxHeaderBytes: 16 << 10,
	}}, nil
}

// Address is where the server listens, with the port it was given.
func (s *Server) Address() string { return s.listener.Addr().String() }

// Run answers until ctx ends.
func (s *Server) Run(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() {
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaving)
		defer cancel()
		_ = s.http.Shutdown(end) // whoever still reads is cut off with the process
	})
	defer stop()
	if err := s.http.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("answer on %s: %w", s.Address(), err)
	}
	return nil
}

func answer(out http.ResponseWriter, trouble error) {
	out.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if trouble != nil {
		out.WriteHeader(http.StatusServiceUnavailable)
		_, _ = fmt.Fprintln(out, trouble) // whoever asked has gone
		return
	}
	_, _ = fmt.Fprintln(out, "ok")
}
