"""Calls a Docker engine with the official client, and prints what came of each call."""

import sys

import docker
from docker.errors import APIError
from docker.types import Mount

client = docker.APIClient(base_url=sys.argv[1], version="1.33", timeout=20)


def call(function, *arguments, **options):
    """Prints whether the request was accepted: read, and handed to a method, whether or not that is written."""
    label = function.__name__
    try:
        response = function(*arguments, **options)
    except APIError as error:
        status = error.response.status_code
        said = "accepted, not written" if status == 501 else f"refused {status} {error.explanation}"
        print(label, said)
        return None
    print(label, "accepted", response if isinstance(response, (str, bytes, bool, dict, list, type(None))) else type(response))
    return response


call(client.ping)
call(client.version)
call(client.info)
call(client.containers)
call(client.containers, all=True, limit=3, size=True, filters={"status": ["running", "exited"], "label": "a=b c"})
host = client.create_host_config(
    binds={"/home": {"bind": "/mnt", "mode": "rw"}}, port_bindings={80: ("127.0.0.1", 8080)}, mem_limit="1g",
    restart_policy={"Name": "on-failure", "MaximumRetryCount": 3}, mounts=[Mount("/data", "vol", type="volume")],
)
call(client.create_container, "ubuntu", ["echo", "é"], name="one", environment={"A": "b"}, host_config=host, ports=[80])
call(client.create_container, "ubuntu", "sleep 1", tty=True, stdin_open=True, labels=["x"])
call(client.start, "one")
call(client.stop, "one", timeout=5)
call(client.kill, "one", signal=9)
call(client.restart, "one")
call(client.rename, "one", "two")
call(client.pause, "one")
call(client.wait, "one")
call(client.top, "one", "aux")
call(client.resize, "one", 24, 80)
call(client.logs, "one", tail=10)
call(client.update_container, "one", mem_limit="1g", cpu_shares=2)
call(client.inspect_container, "one")
call(client.remove_container, "one", v=True, force=True)
call(client.exec_create, "one", "ls", environment={"A": "b"})
call(client.images, all=True, filters={"dangling": True})
call(client.inspect_image, "ubuntu")
call(client.tag, "ubuntu", "repository", "tag", force=True)
call(client.history, "ubuntu")
call(client.remove_image, "ubuntu", force=True)
call(client.search, "ubuntu")
call(client.pull, "ubuntu", tag="latest")
call(client.import_image_from_data, b"tar", repository="r")
call(client.prune_images)
call(client.volumes, filters={"dangling": True})
call(client.create_volume, "vol", driver="local", driver_opts={"type": "tmpfs"}, labels={"a": "b"})
call(client.inspect_volume, "vol")
call(client.remove_volume, "vol", force=True)
call(client.networks, names=["one"], ids=["two"])
call(client.create_network, "net", driver="bridge", internal=True, labels={"a": "b"})
call(client.inspect_network, "net", verbose=True)
call(client.connect_container_to_network, "one", "net", aliases=["web"])
call(client.disconnect_container_from_network, "one", "net", force=True)
call(client.put_archive, "one", "/tmp", b"tar")
call(client.login, "ada", "secret", registry="https://registry.example.com")
call(client.df)
call(client.init_swarm, "eth0", listen_addr="0.0.0.0:2377", force_new_cluster=True)
call(client.nodes, filters={"role": "manager"})
call(client.services)
call(client.secrets)
call(client.create_secret, "name", b"data", labels={"a": "b"})
call(client.plugins)
