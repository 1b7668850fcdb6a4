# syntax=docker/dockerfile:1

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /source
COPY . .
# `clean`: a target directory of the host must not reach the class path.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -DskipTests -Dquick -pl worker -am clean package \
    && mkdir /class-path \
    && cp worker/target/lib/*.jar worker/target/rollback-worker-*.jar /class-path/ \
    && rm -f /class-path/*-tests.jar /class-path/embedded-postgres-binaries-*.jar

FROM eclipse-temurin:25-jre
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl git \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 rollback \
    && useradd --system --uid 10001 --gid rollback --create-home rollback \
    && install -d -o rollback -g rollback /data /var/lib/rollback /var/lib/rollback/store /var/lib/rollback/state
COPY --from=build /class-path /opt/rollback/lib
USER 10001:10001
WORKDIR /var/lib/rollback
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", \
    "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", \
    "-cp", "/opt/rollback/lib/*", "dev.rollback.worker.Main"]
CMD ["worker"]
