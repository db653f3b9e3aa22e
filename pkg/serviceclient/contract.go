package serviceclient

import (
	"sync"
	"time"
)

// contractVersion is what this plugin speaks; see contract/src/status.schema.ts.
const contractVersion = 1

const contractCheckLifetime = 5 * time.Minute

// contractCheck remembers when the service last proved to speak the contract of this plugin.
type contractCheck struct {
	mutex    sync.Mutex
	passedAt time.Time
}

func (c *contractCheck) isRecent(now time.Time) bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return !c.passedAt.IsZero() && now.Sub(c.passedAt) < contractCheckLifetime
}

func (c *contractCheck) pass(now time.Time) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.passedAt = now
}

// forget makes the next request check again: a service that was away may come back as another version.
func (c *contractCheck) forget() { c.pass(time.Time{}) }
