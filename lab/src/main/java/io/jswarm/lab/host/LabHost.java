package io.jswarm.lab.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One host of a lab, and what can be done to it. Every verb returns when it has happened. */
public final class LabHost {
  /** Of every lab: each has a bridge of its own. */
  static final String SUBNET = "10.98.0";

  private final Lab lab;
  private final int index;

  LabHost(Lab lab, int index) {
    this.lab = lab;
    this.index = index;
  }

  public int index() {
    return index;
  }

  public String hostname() {
    return lab.options().hostNames() + index;
  }

  public String address() {
    return SUBNET + "." + index;
  }

  /** The daemon's API socket. */
  public Path socket() {
    return folder().resolve("docker.sock");
  }

  public Path daemonLog() {
    return folder().resolve("daemon.log");
  }

  /** Power loss: everything in the host is gone at once, its disk stays. */
  public void powerOff() throws InterruptedException {
    verb("kill").orThrow();
  }

  /** Switches a powered-off host on and waits until its daemon answers. */
  public void powerOn() throws InterruptedException {
    verb("start").orThrow();
  }

  /** Orderly shutdown: the daemon is asked to stop, then the host goes. */
  public void shutDown() throws InterruptedException {
    verb("stop").orThrow();
  }

  /** Kills only the daemon; containers live on. */
  public void killDaemon() throws InterruptedException {
    verb("killd").orThrow();
  }

  /** Asks only the daemon to stop; containers live on. */
  public void stopDaemon() throws InterruptedException {
    verb("stopd").orThrow();
  }

  /** Starts the daemon again and waits until it answers. */
  public void startDaemon() throws InterruptedException {
    verb("restartd").orThrow();
  }

  /** Starts the daemon again and does not wait for it. */
  public void beginDaemon() throws InterruptedException {
    verb("begind").orThrow();
  }

  /** Waits until the daemon answers. */
  public void awaitDaemon() throws InterruptedException {
    verb("wait").orThrow();
  }

  /** SIGSTOP: the daemon stands still, its connections stay open. */
  public void freezeDaemon() throws InterruptedException {
    verb("freezed").orThrow();
  }

  /** SIGCONT: the daemon goes on as if no time had passed. */
  public void thawDaemon() throws InterruptedException {
    verb("thawd").orThrow();
  }

  /** Cuts the host off without a sound: packets to and from it are lost. */
  public void partition() throws InterruptedException {
    verb("part").orThrow();
  }

  /** What the host sends is lost; what is sent to it arrives. */
  public void mute() throws InterruptedException {
    verb("mute").orThrow();
  }

  /** What is sent to the host is lost; what it sends arrives. */
  public void deafen() throws InterruptedException {
    verb("deafen").orThrow();
  }

  /** Pulls the cable: the host sees that the carrier is lost. */
  public void unplug() throws InterruptedException {
    verb("unplug").orThrow();
  }

  /**
   * Sets the daemon's wall clock ahead of the machine's by so much, or back: from its next start on
   * when this is the first time, else at once.
   */
  public void setClock(Duration ahead) throws InterruptedException {
    lab.verb("clock", Integer.toString(index), Long.toString(ahead.toSeconds())).orThrow();
  }

  /** Undoes {@link #setClock} at the daemon's next start. */
  public void leaveClock() throws InterruptedException {
    verb("clock").orThrow();
  }

  /** Packets of more bytes to and from the host are lost without a word. */
  public void narrow(int bytes) throws InterruptedException {
    lab.verb("narrow", Integer.toString(index), Integer.toString(bytes)).orThrow();
  }

  /**
   * Undoes {@link #partition}, {@link #mute}, {@link #deafen}, {@link #unplug} and {@link #narrow}.
   */
  public void heal() throws InterruptedException {
    verb("heal").orThrow();
  }

  /** Takes all the room on the host's own disk, but for so many bytes. */
  public void fillDisk(long bytesLeft) throws InterruptedException {
    lab.verb("fill", Integer.toString(index), Long.toString(bytesLeft)).orThrow();
  }

  /** Gives the room back that {@link #fillDisk} took. */
  public void freeDisk() throws InterruptedException {
    verb("free").orThrow();
  }

  /** From now on every write to the host's own disk waits. */
  public void freezeDisk() throws InterruptedException {
    verb("freeze").orThrow();
  }

  /** Lets the writes go on that wait since {@link #freezeDisk}. */
  public void thawDisk() throws InterruptedException {
    verb("thaw").orThrow();
  }

  /** The host's data root, as this machine sees it. */
  public Path dataRoot() {
    return folder().resolve("data");
  }

  /** The daemon's pid as this machine sees it. */
  public long daemonPid() throws InterruptedException {
    return Long.parseLong(verb("pid").orThrow());
  }

  /** The pid, as this machine sees it, of the process from which all others of the host descend. */
  public long initPid() throws IOException {
    return Long.parseLong(Files.readString(folder().resolve("init.pid")).strip());
  }

  /** Runs a program inside the host. */
  public Outcome exec(String... words) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of("exec", Integer.toString(index)));
    all.addAll(List.of(words));
    return lab.verb(all.toArray(String[]::new));
  }

  /**
   * Begins a program inside the host, which runs until it ends by itself or the host does; its
   * standard input and output are the caller's to use.
   */
  public Process spawn(Path errors, List<String> words) throws IOException {
    List<String> all = new ArrayList<>(List.of("exec", Integer.toString(index)));
    all.addAll(words);
    return lab.spawn(errors, all);
  }

  /** What the host keeps over a power loss. */
  public Path data() {
    return folder().resolve("data");
  }

  private Path folder() {
    return lab.dir().resolve("h" + index);
  }

  private Outcome verb(String name) throws InterruptedException {
    return lab.verb(name, Integer.toString(index));
  }
}
