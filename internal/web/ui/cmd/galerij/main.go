// Command galerij serves the gallery of the component kit, for people who build
// pages and for checks of accessibility:
//
//	go run ./internal/web/ui/cmd/galerij -addr 127.0.0.1:8099
package main

import (
	"flag"
	"log"
	"net/http"
	"time"

	"trede/internal/web/assets"
	"trede/internal/web/ui/galerij"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8099", "address to listen on")
	flag.Parse()
	if err := assets.Built(); err != nil {
		log.Fatal(err)
	}
	log.Printf("gallery on http://%s/", *addr)
	server := &http.Server{Addr: *addr, Handler: galerij.Handler(), ReadHeaderTimeout: 5 * time.Second}
	log.Fatal(server.ListenAndServe())
}
