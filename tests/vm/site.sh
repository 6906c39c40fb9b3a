# shellcheck shell=bash
# For appliance: the other side: staff who publish, and the web server.
#
#   site_start            keys, a certificate, nginx with the configuration of tools/nginx on the host's loopback
#   site_settings         kiosk.yaml for the guest, on standard output
#   site_content NAME TITLE [SLIDE]  a folder of content whose first slide says TITLE; SLIDE is one more
#   site_publish NAME     publishes it
#   site_stop
#
# In the guest, the host's loopback is $site_host.

site_host=10.0.2.2
site_port='' site_pid=''
site=''

# Valid from 1970, which is what the guest's clock says at times, and trusted because it is its own authority.
site_certify() {
    cat >"$site/openssl.cnf" <<END
[ca]
default_ca = own
[own]
database = $site/index
new_certs_dir = $site
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = host
[any]
commonName = supplied
[host]
subjectAltName = IP:$site_host
basicConstraints = CA:true
END
    : >"$site/index"
    openssl ecparam -genkey -name prime256v1 -noout -out "$site/host.key" &&
        openssl req -new -key "$site/host.key" -subj "/CN=$site_host" -out "$site/host.csr" &&
        openssl ca -batch -selfsign -config "$site/openssl.cnf" -keyfile "$site/host.key" -in "$site/host.csr" \
            -notext -startdate 19700101000000Z -enddate 20991231235959Z -out "$site/host.pem"
}

# The shipped configuration with its lines that are "yours".
site_configure() {
    cat <<END
daemon off; master_process off; pid $site/nginx.pid; error_log $site/error.log;
events { }
http {
access_log $site/access.log;
client_body_temp_path $site/t1; proxy_temp_path $site/t2; fastcgi_temp_path $site/t3; uwsgi_temp_path $site/t4;
scgi_temp_path $site/t5;
END
    sed -e "s|listen 443 ssl http2;|listen 127.0.0.1:$site_port ssl http2;|" \
        -e "s|server_name lobby.example.org;|server_name $site_host;|" \
        -e "s|ssl_certificate /etc.*\\.pem;|ssl_certificate $site/host.pem;|" \
        -e "s|ssl_certificate_key /etc.*\\.key;|ssl_certificate_key $site/host.key;|" \
        -e "s|root /srv/lobby;|root $site/pub;|" "$project/tools/nginx/lobby.conf"
    echo '}'
}

site_answers() {
    (exec 3<>"/dev/tcp/127.0.0.1/$site_port") 2>/dev/null
}

site_start() {
    local i
    site=$out/site
    rm -rf "$site" && mkdir -p "$site/pub"
    site_certify >"$site/openssl.log" 2>&1 || die "no certificate: $(cat "$site/openssl.log")"
    "$lobbyctl" keys init vm --keys "$site/keys" --no-passphrase >"$site/keys.log" || die "no keys"
    # Another server may have taken a port in the meantime.
    for i in {1..20}; do
        site_port=$((20000 + RANDOM % 12000))
        ! site_answers || continue
        site_configure >"$site/nginx.conf"
        /usr/sbin/nginx -c "$site/nginx.conf" -p "$site" 2>"$site/nginx.log" &
        site_pid=$!
        for i in {1..50}; do
            ! site_answers || return 0
            kill -0 $site_pid 2>/dev/null || break
            sleep 0.1
        done
        site_stop
    done
    die "nginx does not start: $(cat "$site/nginx.log")"
}

site_settings() {
    cat <<END
site: vm
update:
  from: https://$site_host:$site_port
  root: $(tail -n 1 "$site/keys/root.pub")
  ca: /etc/lobby/vm-ca.pem
END
}

site_content() {
    local folder=$site/$1
    rm -rf "$folder"
    "$lobbyctl" new "$folder" >/dev/null || die "no content"
    sed -i 's/^  inactivity: .*/  inactivity: 20s/' "$folder/lobby.yaml"
    # The first slide stands until it has been looked at.
    sed -i "s/^title: .*/title: $2/; \$a\\dwell: 120s" "$folder/slides/welcome.yaml"
    if [[ -n ${3:-} ]]; then
        sed -i "/^ *order:/s/\]/, $3]/" "$folder/lobby.yaml"
        printf 'layout: statement\ntitle: %s\n' "$3" >"$folder/slides/$3.yaml"
    fi
}

site_publish() {
    "$lobbyctl" publish "$site/$1" --to "$site/pub" --yes --keys "$site/keys" >"$site/publish.log" 2>&1 ||
        die "lobbyctl publish: $(cat "$site/publish.log")"
}

site_stop() {
    [[ -z $site_pid ]] || kill "$site_pid" 2>/dev/null || true
    [[ -z $site_pid ]] || wait "$site_pid" || true
    site_pid=''
}
