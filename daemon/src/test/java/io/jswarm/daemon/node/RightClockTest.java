package io.jswarm.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.pki.CertificateRequest;
import io.jswarm.pki.CertificateRole;
import io.jswarm.pki.NodeIdentity;
import io.jswarm.pki.PkiException;
import io.jswarm.pki.RootCa;
import io.jswarm.pki.Subject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RightClockTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private final AtomicReference<Instant> wall = new AtomicReference<>(NOW);

  @Test
  void goesOnWhenTheClockIsRight() throws Exception {
    wall.set(NOW.minus(Duration.ofDays(1)));
    CountDownLatch looked = new CountDownLatch(1);
    CountDownLatch right = new CountDownLatch(1);
    RightClock.await(
        wall::get,
        identity(),
        () -> {
          looked.countDown();
          return true;
        },
        right::countDown);

    assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(right.getCount()).isEqualTo(1);
    wall.set(NOW);
    assertThat(right.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void endsWhenNobodyWaitsAnyMore() throws Exception {
    CountDownLatch looked = new CountDownLatch(1);
    CountDownLatch right = new CountDownLatch(1);
    RightClock.await(
        wall::get,
        identity(),
        () -> {
          looked.countDown();
          return false;
        },
        right::countDown);

    assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(right.getCount()).isEqualTo(1);
  }

  private static NodeIdentity identity() throws PkiException {
    SecureRandom random = new SecureRandom();
    RootCa root = RootCa.create(random, NOW);
    CertificateRequest csr = CertificateRequest.create(random);
    Subject worker = new Subject("n1", CertificateRole.WORKER, "c1");
    String pem = root.issue(csr.pem(), worker, Duration.ofDays(90), NOW);
    return NodeIdentity.of(csr.privateKey(), pem, root.trustedRoots());
  }
}
