# The image of infra/simulator, HolySheep's stand-in on a trial cluster; infra/bin/images makes the build context.
ARG BASE_IMAGE=debian:bookworm-slim

FROM ${BASE_IMAGE}
LABEL org.opencontainers.image.title="meridian simulator"
COPY runtime /opt/java
COPY simulator.jar /opt/meridian/
USER 65532:65532
WORKDIR /tmp
EXPOSE 8070
ENTRYPOINT ["/opt/java/bin/java", "-Xmx64m", "-XX:+UseSerialGC", "-jar", "/opt/meridian/simulator.jar", "--address=0.0.0.0"]
