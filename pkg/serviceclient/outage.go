package serviceclient

import (
	"sync"
	"time"
)

// outage remembers since when the service has not answered this plugin process.
type outage struct {
	mutex   sync.Mutex
	started time.Time
}

// begin returns the start of the outage that now belongs to.
func (o *outage) begin(now time.Time) time.Time {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if o.started.IsZero() {
		o.started = now.UTC().Truncate(time.Second)
	}
	return o.started
}

func (o *outage) end() {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.started = time.Time{}
}
