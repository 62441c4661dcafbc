"""Calls the drivers service with the client that OpenAPI Generator writes, and prints what came of each call."""

import sys

from drivers_client import ApiClient, ApiException, Configuration, DriversApi
from drivers_client.models import CreateDriver, FleetLink, UpdateDriver

base, token = sys.argv[1:]
names = {}


def told(text):
    """The text with ids of drivers as the names under which they were created."""
    for id, name in names.items():
        text = text.replace(id, name)
    return text


def call(label, function, *arguments, **options):
    """Prints the status and what the response says, and gives the response."""
    try:
        response = function(*arguments, **options)
    except ApiException as error:
        message = error.data.message if error.data else str(error.body)
        # A failure is about the state of the service; a request is refused whatever that is.
        is_refused = error.status in (400, 405, 406, 413, 415, 422) or message == "no operation has this path"
        print(label, "refused" if is_refused else "failed", error.status, told(message))
        return None
    except ValueError as error:
        # The client judges before it sends.
        print(label, "not sent", type(error).__name__)
        return None
    print(label, "accepted", response.status_code)
    return response.data


client = ApiClient(Configuration(host=base, access_token=token))
api = DriversApi(client)


def create(name, **more):
    driver = call(f"create {name}", api.create_driver_with_http_info, CreateDriver(name=name, **more))
    if driver is not None:
        names[driver.id] = name.upper()
        assert driver.name == name, driver
    return driver


everything = {
    "phone": "+15550100",
    "license_number": "",
    "preferences": {"charging_speed": "fast", "notifications": True, "max_price_per_kwh": 0.45},
    "metadata": {"é/~": [1, None, {"a": "b"}], "": 1e300},
}
ada = create("ada", email="ada@example.com", **everything)
assert ada.preferences.max_price_per_kwh == 0.45 and ada.vehicles == [] and ada.status == "active", ada
bob = create("bob", email="bob 🚗@example.com")
for number, preferences in enumerate([None, 0, "fast", ["fast"], {"unknown": 1}]):
    create(f"preferences {number}", email=str(number), preferences=preferences)
create("none", email="none", phone=None, license_number=None, metadata=None)
create("", email="")
create("again", email="ada@example.com")

for label, changes in [
    ("nothing", UpdateDriver()),
    ("a name", UpdateDriver(name="Ada")),
    ("null preferences", UpdateDriver(preferences=None)),
    ("everything", UpdateDriver(name="Ada", email="ada@example.org", **everything)),
    ("an email address that is taken", UpdateDriver(email="bob 🚗@example.com")),
]:
    call(f"update {label}", api.update_driver_with_http_info, ada.id, changes)

for fleet in ["flt_1", "a/b é%?#", "..", ""]:
    call(f"attach {fleet!r}", api.attach_driver_with_http_info, ada.id, FleetLink(fleet=fleet))
    page = call(f"fleet {fleet!r}", api.list_fleet_drivers_with_http_info, fleet)
    if page is not None:
        print("    has", [driver.name for driver in page.data], page.url)
call("attach again", api.attach_driver_with_http_info, ada.id, FleetLink(fleet="flt_1"))
call("detach", api.detach_driver_with_http_info, ada.id, FleetLink(fleet="flt_1"))
call("detach again", api.detach_driver_with_http_info, ada.id, FleetLink(fleet="flt_1"))

for options in [
    {},
    {"limit": 1},
    {"limit": 100},
    {"limit": 0},
    {"limit": 101},
    {"limit": 2, "starting_after": bob.id},
    {"ending_before": ada.id},
    {"starting_after": "drv_1"},
    {"starting_after": ""},
    {"limit": None, "starting_after": None},
]:
    label = told(f"list {options}")
    page = call(label, api.list_drivers_with_http_info, **options)
    if page is not None:
        print("    has", len(page.data), page.has_more)
call("vehicle", api.list_vehicle_drivers_with_http_info, "veh_1")

for driver in [bob.id, "a/b é%?#", "%2F", "+", ".", "..", ""]:
    call(told(f"retrieve {driver!r}"), api.retrieve_driver_with_http_info, driver)
call("delete", api.delete_driver_with_http_info, bob.id)
call("delete again", api.delete_driver_with_http_info, bob.id)
stranger = DriversApi(ApiClient(Configuration(host=base, access_token="wrong")))
call("list as a stranger", stranger.list_drivers_with_http_info)
