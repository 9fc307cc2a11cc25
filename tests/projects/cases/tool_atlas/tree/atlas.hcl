env "local" {
  dev = "docker://maria/11/dev"
  migration { dir = "file://migrations" }
}
