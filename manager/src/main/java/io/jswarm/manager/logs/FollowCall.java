package io.jswarm.manager.logs;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.jswarm.api.rpc.LogMessage;
import java.util.concurrent.Semaphore;

/** A manager follows logs here, for a client of its own. */
final class FollowCall {
  private FollowCall() {}

  static void serve(
      LogRouter router, LogMessage asked, ServerCallStreamObserver<LogMessage> answers) {
    if (!(asked instanceof LogMessage.Follow(var taskIds, var options))) {
      answers.onError(
          Status.INVALID_ARGUMENT
              .withDescription("logs are asked for with Follow")
              .asRuntimeException());
      return;
    }
    Semaphore writable = new Semaphore(0);
    answers.setOnReadyHandler(writable::release);
    Thread thread =
        Thread.ofVirtual()
            .name("follow-logs")
            .unstarted(() -> {
              try {
                router.follow(taskIds, options, message -> send(message, answers, writable));
                answers.onCompleted();
              } catch (InterruptedException | IllegalStateException _) {
                Thread.currentThread().interrupt();
              }
            });
    answers.setOnCancelHandler(thread::interrupt);
    thread.start();
  }

  private static boolean send(
      LogMessage message, ServerCallStreamObserver<LogMessage> answers, Semaphore writable)
      throws InterruptedException {
    while (!answers.isReady() && !answers.isCancelled()) {
      writable.acquire();
    }
    if (answers.isCancelled()) {
      return false;
    }
    answers.onNext(message);
    return true;
  }
}
