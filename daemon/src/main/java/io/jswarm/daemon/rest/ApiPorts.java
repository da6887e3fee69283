package io.jswarm.daemon.rest;

/** Everything the API needs from its node. */
public record ApiPorts(
    ClusterReads reads,
    ClusterWrites writes,
    TaskLogs logs,
    NodeLife life,
    LocalNode local,
    EventHub events) {}
