package taken

type countCache struct{}
