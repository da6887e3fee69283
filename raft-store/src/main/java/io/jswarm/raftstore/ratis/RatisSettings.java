package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.ReplicatedLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.server.GrpcServices;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyServerBuilder;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** Ratis' options as we set them, each different from the default for the reason given. */
final class RatisSettings {

  /** A leader without a quorum gives up after this; the default of 10 s would break fail-over. */
  private static final Duration STEP_DOWN = Duration.ofSeconds(1);

  /** What is under way on a connection that has lived its time may end. */
  private static final Duration AGE_GRACE = Duration.ofSeconds(1);

  /** A leader that overslept this much knows that it may be late; the default is 300 ms. */
  private static final Duration SLEEP_DEVIATION = Duration.ofMillis(100);

  /** A newcomer on a busy machine may need more than the default of 1.8 s for its first TLS. */
  private static final Duration NEWCOMER_SILENCE = Duration.ofSeconds(5);

  /** After the default of 60 s, a paused machine would close its server for good. */
  private static final Duration CLOSE_AFTER_PAUSE = Duration.ofDays(1);

  /** The default retries after 5 s once a peer was away for long; this comes back at once. */
  private static final String APPENDER_RETRY = "1ms,10,200ms,100000";

  /** Room for an entry and what Ratis adds to it. */
  private static final long APPEND_BYTES = ReplicatedLog.MAX_ENTRY_BYTES + (64 << 10);

  /** Peers connect anew this often at least, so that old certificates fall out of use. */
  private static final Duration CONNECTION_AGE = Duration.ofHours(1);

  private RatisSettings() {}

  static RaftProperties properties(RatisConfig config) throws IOException {
    RaftProperties to = new RaftProperties();
    RaftConfigKeys.Rpc.setType(to, new PromptGrpc());
    RaftServerConfigKeys.setStorageDir(to, List.of(storage(config).toFile()));
    timing(to, config.tuning());
    memory(to, config.tuning().segmentBytes());
    snapshots(to, config.tuning());
    ports(to, config);
    // one entry per commit less; a restarted member learns the commit index from its leader
    to.setBoolean(RaftServerConfigKeys.Log.LOG_METADATA_ENABLED_KEY, false);
    // proposals are never retried with the same call id: nothing to remember
    RaftServerConfigKeys.RetryCache.setExpiryTime(to, time(Duration.ofSeconds(5)));
    return to;
  }

  /** Where Ratis keeps its groups, each in a folder named by its id. */
  static Path storage(RatisConfig config) {
    return config.directory().resolve("raft");
  }

  /**
   * @param watches see every call of other members
   */
  static Parameters parameters(
      PeerTls tls, CommitNews news, ReadIndex reads, List<ServerInterceptor> watches) {
    Parameters to = new Parameters();
    PromptGrpc.announceTo(news, to);
    // client and admin services listen on loopback, where nobody but this process uses them
    GrpcConfigKeys.Server.setTlsConf(to, tls.toRatis());
    GrpcConfigKeys.Server.setServicesCustomizer(
        to,
        (builder, types) ->
            (types.contains(GrpcServices.Type.SERVER) ? members(builder, reads, watches) : builder)
                .maxConnectionAge(CONNECTION_AGE.toSeconds(), TimeUnit.SECONDS)
                .maxConnectionAgeGrace(AGE_GRACE.toSeconds(), TimeUnit.SECONDS));
    return to;
  }

  private static NettyServerBuilder members(
      NettyServerBuilder builder, ReadIndex reads, List<ServerInterceptor> watches) {
    builder.addService(reads.service());
    watches.forEach(builder::intercept);
    return builder;
  }

  private static void timing(RaftProperties to, RatisTuning tuning) {
    RaftServerConfigKeys.Rpc.setTimeoutMin(to, time(tuning.electionMin()));
    RaftServerConfigKeys.Rpc.setTimeoutMax(to, time(tuning.electionMax()));
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(to, time(tuning.electionMin()));
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(to, time(firstElectionMax(tuning)));
    RaftServerConfigKeys.setSleepDeviationThreshold(to, time(SLEEP_DEVIATION));
    RaftServerConfigKeys.setStagingTimeout(to, time(NEWCOMER_SILENCE));
    RaftServerConfigKeys.setCloseThreshold(to, time(CLOSE_AFTER_PAUSE));
    RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(to, time(stepDown(tuning)));
    RaftServerConfigKeys.LeaderElection.setPreVote(to, true);
    // tells of a lost leader at the second try to elect one, not after a minute
    RaftServerConfigKeys.Notification.setNoLeaderTimeout(to, time(Duration.ofMillis(100)));
    to.set(RaftServerConfigKeys.Log.Appender.RETRY_POLICY_KEY, APPENDER_RETRY);
    // what comes in together is one entry already: nothing is won by waiting for more
    RaftServerConfigKeys.Log.Appender.setWaitTimeMin(to, TimeDuration.ZERO);
  }

  /** A leader that stood still for less than its followers wait goes on. */
  private static Duration stepDown(RatisTuning tuning) {
    Duration patient = tuning.electionMin().multipliedBy(3);
    return patient.compareTo(STEP_DOWN) > 0 ? patient : STEP_DOWN;
  }

  /**
   * Where all members have just started, everything is slow for the first time: votes get more time
   * to arrive, and candidates are spread wider, than among members that run.
   */
  private static Duration firstElectionMax(RatisTuning tuning) {
    return tuning.electionMax().multipliedBy(3).dividedBy(2);
  }

  private static void memory(RaftProperties to, long segmentBytes) {
    RaftServerConfigKeys.Log.setSegmentSizeMax(to, SizeInBytes.valueOf(segmentBytes));
    RaftServerConfigKeys.Log.setSegmentCacheNumMax(to, 1);
    RaftServerConfigKeys.Log.setSegmentCacheSizeMax(to, SizeInBytes.valueOf(segmentBytes));
    RaftServerConfigKeys.Log.setPreallocatedSize(
        to, SizeInBytes.valueOf(Math.min(1 << 20, segmentBytes)));
    RaftServerConfigKeys.Log.Appender.setBufferByteLimit(to, SizeInBytes.valueOf(APPEND_BYTES));
    RaftServerConfigKeys.Log.setWriteBufferSize(to, SizeInBytes.valueOf(APPEND_BYTES + 8));
    RaftServerConfigKeys.Log.Appender.setSnapshotChunkSizeMax(to, SizeInBytes.valueOf("1MB"));
    RaftServerConfigKeys.Write.setByteLimit(to, SizeInBytes.valueOf("16MB"));
    to.set(RaftServerConfigKeys.Log.QUEUE_BYTE_LIMIT_KEY, "16MB");
    GrpcConfigKeys.setMessageSizeMax(to, SizeInBytes.valueOf("8MB"));
    GrpcConfigKeys.Server.setAsyncRequestThreadPoolSize(to, 4);
    GrpcConfigKeys.Client.setWorkerGroupSize(to, 1);
    GrpcConfigKeys.Server.setWorkerGroupSize(to, 1);
    GrpcConfigKeys.Server.setBossGroupSize(to, 1);
  }

  /** Ratis asks after every entry; {@link SnapshotStore} decides, by count and by bytes. */
  private static void snapshots(RaftProperties to, RatisTuning tuning) {
    RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(to, true);
    RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(to, 1);
    RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(to, false);
    RaftServerConfigKeys.Snapshot.setTriggerWhenRemoveEnabled(to, false);
    RaftServerConfigKeys.Snapshot.setRetentionFileNum(to, SnapshotStore.KEPT_FILES);
    RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(to, true);
    RaftServerConfigKeys.Log.setPurgeGap(to, 1);
    RaftServerConfigKeys.Log.setPurgePreservationLogNum(to, tuning.keptEntries());
  }

  /** On the members' port, Ratis would let any peer drive the group as its administrator. */
  private static void ports(RaftProperties to, RatisConfig config) throws IOException {
    GrpcConfigKeys.Server.setHost(to, config.listen().getHostString());
    GrpcConfigKeys.Server.setPort(to, config.listen().getPort());
    InetAddress loopback = InetAddress.getLoopbackAddress();
    GrpcConfigKeys.Admin.setHost(to, loopback.getHostAddress());
    GrpcConfigKeys.Client.setHost(to, loopback.getHostAddress());
    // Ratis takes port 0 for "the members' port", so free ones are looked up here
    try (ServerSocket admin = new ServerSocket(0, 1, loopback);
        ServerSocket client = new ServerSocket(0, 1, loopback)) {
      GrpcConfigKeys.Admin.setPort(to, admin.getLocalPort());
      GrpcConfigKeys.Client.setPort(to, client.getLocalPort());
    }
  }

  private static TimeDuration time(Duration duration) {
    return TimeDuration.valueOf(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
