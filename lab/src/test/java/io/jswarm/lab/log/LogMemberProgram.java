package io.jswarm.lab.log;

import io.jswarm.pki.IdentityStore;
import io.jswarm.pki.PeerGate;
import io.jswarm.pki.PkiException;
import io.jswarm.pki.TlsIdentity;
import io.jswarm.pki.TlsResumption;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.log.ReplicatedLog;
import io.jswarm.raftstore.ratis.PeerTls;
import io.jswarm.raftstore.ratis.RatisConfig;
import io.jswarm.raftstore.ratis.RatisLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs one member of a log after the other and does what it is told in lines: a
 * verb, a number that comes back in the answer, words. What the log tells goes out as lines too.
 */
final class LogMemberProgram {
  private final Lines out;
  private volatile @Nullable RatisLog log;
  private @Nullable RatisConfig config; // guarded by this

  private LogMemberProgram(Lines out) {
    this.out = out;
  }

  public static void main(String[] args) throws IOException, PkiException {
    TlsResumption.turnOff();
    LogMemberProgram program = new LogMemberProgram(new Lines(System.out));
    System.setOut(System.err); // what others print is not for the lab
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    program.out.say("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      program.obey(line.split(" ", -1));
    }
    System.exit(0);
  }

  private void obey(String[] words) throws IOException, PkiException {
    switch (words[0]) {
      case "start" -> start(words);
      case "stop" -> stop();
      case "propose" ->
          theLog()
              .propose(
                  words[2].getBytes(StandardCharsets.UTF_8),
                  outcome -> out.answer(words[1], Lines.outcome(outcome)));
      case "barrier" ->
          theLog()
              .readBarrier(
                  Duration.ofMillis(Long.parseLong(words[2])),
                  barrier -> out.answer(words[1], Lines.barrier(barrier)));
      case "addresses" ->
          theLog().learnAddresses(Lines.readMembers(String.join(" ", words).substring(10)));
      case "add" -> theLog().addMember(new LogMember(words[2], words[3]), change(words[1]));
      case "remove" -> theLog().removeMember(words[2], change(words[1]));
      case "transfer" -> theLog().transferLeadership(words[2], change(words[1]));
      case "hasten" -> theLog().hasten();
      case "status" -> out.answer(words[1], Lines.status(theLog().status()));
      default -> throw new IllegalArgumentException("unknown verb " + words[0]);
    }
  }

  private Consumer<MemberChange> change(String number) {
    return change -> out.answer(number, Lines.change(change));
  }

  private ReplicatedLog theLog() {
    RatisLog running = log;
    if (running == null) {
      throw new IllegalStateException("no member runs");
    }
    return running;
  }

  /** start CLUSTER ID ADDRESS DIRECTORY IDENTITY FOUND|JOIN. */
  private synchronized void start(String[] words) throws IOException, PkiException {
    TlsIdentity identity =
        new TlsIdentity(
            new IdentityStore(Path.of(words[5]), new SecureRandom())
                .load()
                .orElseThrow(() -> new IllegalStateException("no identity in " + words[5]))
                .identity(),
            InstantSource.system());
    String[] address = words[3].split(":", -1);
    config =
        new RatisConfig(
            words[1],
            new LogMember(words[2], words[3]),
            new InetSocketAddress(address[0], Integer.parseInt(address[1])),
            Path.of(words[4]),
            RatisConfig.Start.valueOf(words[6]),
            new PeerTls(identity.keyManager(), identity.trustManager(PeerGate.MANAGERS)),
            HostedLogs.TUNING);
    open(config);
    out.say("started");
  }

  private void open(RatisConfig of) throws IOException {
    Told told = new Told(out, () -> Thread.ofPlatform().name("again").start(() -> startAgain(of)));
    log = RatisLog.start(of, told, told);
  }

  /** What a daemon does for a log that has stalled. */
  private synchronized void startAgain(RatisConfig stalled) {
    if (stalled.equals(config)) {
      theLog().close();
      out.say("again");
      try {
        open(stalled);
      } catch (IOException e) {
        out.say("failed " + e);
      }
    }
  }

  private synchronized void stop() {
    config = null;
    theLog().close();
    log = null;
    out.say("stopped");
  }
}
