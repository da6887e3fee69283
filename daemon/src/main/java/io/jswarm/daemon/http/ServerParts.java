package io.jswarm.daemon.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

/**
 * What all connections of a server share.
 *
 * @param product the {@code Server} header
 * @param permits one per request in progress
 * @param exchanges the requests in progress
 */
record ServerParts(
    Router router,
    HttpLimits limits,
    String product,
    ExecutorService threads,
    Semaphore permits,
    Set<Exchange> exchanges) {

  static ServerParts of(Router router, HttpLimits limits, String product, ExecutorService threads) {
    return new ServerParts(
        router,
        limits,
        product,
        threads,
        new Semaphore(limits.requestsMax()),
        ConcurrentHashMap.newKeySet());
  }
}
