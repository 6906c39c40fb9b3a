#include "nginx.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* A free port, and a socket that keeps it from being given twice; the caller closes that. */
static unsigned free_port(int *held)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof address;
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0 && bind(fd, (struct sockaddr *)&address, length) == 0 &&
                getsockname(fd, (struct sockaddr *)&address, &length) == 0);
    *held = fd;
    return ntohs(address.sin_port);
}

/* Two authorities, and certificates of the first. */
static void make_certificates(const struct nginx *nginx)
{
    static const char script[] =
        "exec >openssl.log 2>&1; set -ex; "
        "key() { openssl ecparam -genkey -name prime256v1 -noout -out $1.key; }; "
        "for a in ca other-ca; do key $a; "
        "openssl req -x509 -new -key $a.key -subj /CN=$a -days 30 -out $a.pem; done; "
        "printf "
        "'[ca]\\ndefault_ca=a\\n[a]\\ndatabase=index\\nnew_certs_dir=.\\nserial=serial\\nrand_serial=yes\\n"
        "default_md=sha256\\npolicy=p\\nunique_subject=no\\nemail_in_dn=no\\ncopy_extensions=copy\\n"
        "[p]\\ncommonName=supplied\\n' >ca.cnf; "
        ">index; "
        "certify() { key $1; "
        "openssl req -new -key $1.key -subj /CN=$1 -addext subjectAltName=$2 -out $1.csr; "
        "openssl ca -batch -config ca.cnf -cert ca.pem -keyfile ca.key -notext -in $1.csr -out $1.pem "
        "-startdate $3 -enddate $4; }; "
        "certify good IP:127.0.0.1 20200101000000Z 20990101000000Z; "
        "certify expired IP:127.0.0.1 20200101000000Z 20210101000000Z; "
        "certify future IP:127.0.0.1 20980101000000Z 20990101000000Z; "
        "certify other DNS:other.example 20200101000000Z 20990101000000Z";
    write_text(nginx->folder, "certify.sh", script);
    run("cd '%s' && { bash certify.sh || { cat openssl.log; false; }; }", nginx->folder);
}

/* The shipped file, with the lines that are "yours" made ours; every one of them must have been there. */
static void make_site(const struct nginx *nginx, const struct place *place)
{
    run("sed -e 's|listen 443 ssl http2;|listen 127.0.0.1:%u ssl http2;|' "
        "-e 's|server_name lobby.example.org;|server_name localhost;|' "
        "-e 's|ssl_certificate /etc.*\\.pem;|ssl_certificate %s/good.pem;|' "
        "-e 's|ssl_certificate_key /etc.*\\.key;|ssl_certificate_key %s/good.key;|' "
        "-e 's|root /srv/lobby;|root %s; access_log %s/access.log bytes;|' '%s/tools/nginx/lobby.conf' "
        ">'%s/site.conf'",
        nginx->port[NGINX_GOOD], nginx->folder, nginx->folder, place->publication, nginx->folder,
        LOBBY_SOURCE_DIR, nginx->folder);
    run("! grep -nE 'lobby.example|/srv|443' '%s/site.conf' | grep -v '^[0-9]*:#'", nginx->folder);
    run("test $(grep -c '# yours' '%s/site.conf') = 5", nginx->folder);
}

static void make_configuration(const struct nginx *nginx, const struct place *place)
{
    static const char *const names[] = {"good", "expired", "future", "other", "good"};
    char path[PATH_SIZE];
    path_join(path, nginx->folder, "nginx.conf");
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fprintf(out,
            "daemon off; master_process off; pid %s/nginx.pid; error_log %s/error.log;\n"
            "events { }\nhttp {\n"
            "log_format bytes '$request_uri $status $bytes_sent $sent_http_cache_control'; access_log off;\n"
            "client_body_temp_path %s/t1; proxy_temp_path %s/t2; fastcgi_temp_path %s/t3; uwsgi_temp_path "
            "%s/t4;\n"
            "scgi_temp_path %s/t5;\ninclude %s/site.conf;\n",
            nginx->folder, nginx->folder, nginx->folder, nginx->folder, nginx->folder, nginx->folder,
            nginx->folder, nginx->folder);
    for (int i = NGINX_EXPIRED; i < NGINX_SERVERS; i++) {
        fprintf(
            out,
            "server { listen 127.0.0.1:%u ssl; ssl_certificate %s/%s.pem; ssl_certificate_key %s/%s.key;\n",
            nginx->port[i], nginx->folder, names[i], nginx->folder, names[i]);
        if (i == NGINX_REDIRECTS)
            fprintf(out,
                    "location /loop { return 302 $uri; } location /http { return 302 http://127.0.0.1:9/; }\n"
                    "location /file { return 302 file:///etc/passwd; } location /portal { return 200 "
                    "'<html>Log in'; }\n"
                    "location /good4/ { rewrite ^/good4/(.*) /good3/$1 redirect; }\n"
                    "location /good3/ { rewrite ^/good3/(.*) /good2/$1 redirect; }\n"
                    "location /good2/ { rewrite ^/good2/(.*) /good/$1 redirect; }\n"
                    "location /good/ { rewrite ^/good/(.*) %s/$1 redirect; } }\n",
                    nginx->url[NGINX_GOOD]);
        else
            fprintf(out, "root %s; }\n", place->publication);
    }
    fprintf(out, "}\n");
    assert_int_equal(fclose(out), 0);
}

static bool answers(unsigned port)
{
    const struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_port = htons((uint16_t)port)};
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool ok = connect(fd, (const struct sockaddr *)&address, sizeof address) == 0;
    close(fd);
    return ok;
}

void nginx_start(struct nginx *nginx, const struct place *place)
{
    char path[PATH_SIZE];
    *nginx = (struct nginx){0};
    path_join(nginx->folder, place->root, "nginx");
    path_join(nginx->ca, nginx->folder, "ca.pem");
    path_join(nginx->other_ca, nginx->folder, "other-ca.pem");
    path_join(nginx->log, nginx->folder, "access.log");
    run("mkdir '%s'", nginx->folder);
    int held[NGINX_SERVERS];
    for (int i = 0; i < NGINX_SERVERS; i++) {
        nginx->port[i] = free_port(&held[i]);
        snprintf(nginx->url[i], sizeof nginx->url[i], "https://127.0.0.1:%u", nginx->port[i]);
    }
    make_certificates(nginx);
    make_site(nginx, place);
    make_configuration(nginx, place);
    path_join(path, nginx->folder, "nginx.conf");
    for (int i = 0; i < NGINX_SERVERS; i++)
        close(held[i]);
    nginx->process = fork();
    if (nginx->process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        execl("/usr/sbin/nginx", "nginx", "-c", path, "-p", nginx->folder, (char *)NULL);
        _exit(127);
    }
    for (int i = 0; !answers(nginx->port[NGINX_GOOD]); i++) {
        if (i == 500 || waitpid(nginx->process, NULL, WNOHANG) != 0) {
            run("cat '%s'/error.log >&2 || true", nginx->folder);
            fail_msg("nginx does not start");
        }
        usleep(10000);
    }
}

void nginx_stop(struct nginx *nginx)
{
    kill(nginx->process, SIGTERM);
    waitpid(nginx->process, NULL, 0);
}

char *nginx_logged(struct nginx *nginx, unsigned count)
{
    for (int tries = 0; tries < 200; tries++) {
        size_t length;
        unsigned lines = 0;
        char *text = read_whole(nginx->folder, "access.log", &length);
        for (const char *at = text; (at = strchr(at, '\n')); at++)
            lines++;
        if (lines >= count) {
            if (lines != count)
                fail_msg("%u: %s", lines, text);
            assert_int_equal(truncate(nginx->log, 0), 0);
            return text;
        }
        free(text);
        usleep(10000);
    }
    fail_msg("nginx logged fewer than %u requests", count);
    return NULL;
}

unsigned long long nginx_sent(struct nginx *nginx, unsigned count)
{
    unsigned long long sent = 0, one;
    char *text = nginx_logged(nginx, count);
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        assert_int_equal(sscanf(line, "%*s %*u %llu", &one), 1);
        sent += one;
    }
    free(text);
    return sent;
}
