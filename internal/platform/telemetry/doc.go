// Package telemetry tells operators how the program does: logs without personal
// data, metrics for Prometheus, and the two questions "do you live" (/healthz)
// and "can you work" (/readyz).
//
// None of it says who did what to whom: that is the audit trail's, which is kept,
// protected and complete. Logs are for finding defects (BIO2 8.15.02: nothing
// secret in logs), so a name, a BSN or an address in one is a defect itself. The
// handler here is the last net, not a licence to log what one likes.
package telemetry
