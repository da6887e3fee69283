package io.jswarm.raftstore.ratis;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;

/**
 * Ratis' transport over gRPC, with its senders known to {@link CommitNews}. Made by Ratis itself,
 * from the name of this class.
 */
public final class PromptGrpc implements RpcType {
  private static final String NEWS = "jswarm.commit-news";

  /** Where the transport of these parameters finds the news. */
  static void announceTo(CommitNews news, Parameters parameters) {
    parameters.put(NEWS, news, CommitNews.class);
  }

  @Override
  public String name() {
    return PromptGrpc.class.getName();
  }

  @Override
  public RpcFactory newFactory(Parameters parameters) {
    CommitNews news = parameters.getNonNull(NEWS, CommitNews.class);
    return new GrpcFactory(parameters) {
      @Override
      public LogAppender newLogAppender(
          RaftServer.Division server, LeaderState state, FollowerInfo follower) {
        LogAppender appender = new PromptAppender(server, state, follower);
        news.over(appender);
        return appender;
      }
    };
  }
}
