package io.jswarm.manager.membership;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;

/** Answers unary calls from code that may block: the port gives each call a virtual thread. */
final class Replies {
  private Replies() {}

  /** What computes an answer. */
  interface Answer<T> {
    T get() throws InterruptedException;
  }

  static <T> void unary(StreamObserver<T> reply, Answer<T> answer) {
    try {
      reply.onNext(answer.get());
      reply.onCompleted();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      reply.onError(
          Status.UNAVAILABLE.withDescription("this manager is stopping").asRuntimeException());
    } catch (StatusRuntimeException e) {
      reply.onError(e);
    }
  }
}
