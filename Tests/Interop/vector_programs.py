"""Programs and changes that the test vectors show, with the ends of every range."""

from wandprogram import TEN_YEARS

U32_MAX = 0xFFFFFFFF
DOSE_MAX = 4_000_000_000
RATE_MAX = DOSE_MAX // 24
VOLUME_MAX = 100_000_000

NOTHING = {"tag": "none"}
STOPPED = {"tag": "stopped"}


def on_top(base, once=NOTHING, patient=None):
    return {**base, "once": once, "patientBolus": patient}


def minimum(once=NOTHING, patient=None):
    return on_top({"tag": "minimumRate"}, once, patient)


def continuous(dose, once=NOTHING, patient=None):
    return on_top({"tag": "simpleContinuous", "dose": dose}, once, patient)


def one_bolus(dose, duration):
    return {"tag": "bolus", "bolusDose": dose, "bolusDuration": duration}


def bolus(dose, duration, base):
    return continuous(base, one_bolus(dose, duration))


def volume(tag, nanoliters, duration):
    return {"tag": tag, "volume": nanoliters, "duration": duration}


def steps(*pairs):
    return [{"start": start, "rate": rate} for start, rate in pairs]


def flex(days, week, offset=60, once=NOTHING, patient=None):
    return on_top({"tag": "flex", "utcOffset": offset, "days": days, "week": week}, once, patient)


def periodic(dose, duration, interval, first, base, once=NOTHING, patient=None):
    return on_top({
        "tag": "periodicBoluses", "bolusDose": dose, "bolusDuration": duration, "interval": interval,
        "firstAfter": first, "dose": base}, once, patient)


def on_request(dose, duration, allotted, lockout):
    return {"bolusDose": dose, "bolusDuration": duration, "allotted": allotted, "lockout": lockout}


def change(program, refill=None, set_up=None, clock=None):
    return {"program": program, "refill": refill, "setUp": set_up, "clockCorrection": clock}


def refill(withdrawn=2_300_000, filled=40_000_000, concentration=2000):
    return {"withdrawn": withdrawn, "filled": filled, "drug": "baclofen", "concentration": concentration}


def set_up(**changes):
    plain = {
        "patient": "J.D-17", "patientClass": "adultSpinal", "tubingVolume": 199_000, "catheterLength": 381_000,
        "catheterVolume": 83_820, "lowReservoirVolume": 2_000_000, "calibrationConstant": 113}
    return {**plain, **changes}


DAY = steps((0, 5_000), (390, 7_500), (1_320, 6_000))
WEEKEND = steps((0, 5_000))
FULL_DAY = steps((0, 5_000), *((90 + 30 * index, 5_000 + 250 * index) for index in range(12)))
LATEST_STARTS = steps((0, 0), *((1_440 - 12 + index, RATE_MAX) for index in range(12)))
SEVEN_DAYS = [steps(*((60 * step, 4_000 + 10 * day + step) for step in range(13))) for day in range(7)]
EVERY_DAY, WORK_AND_WEEKEND = [0] * 7, [0, 0, 0, 0, 0, 1, 1]
PATIENT = on_request(10_000, 300, 6, 120)
LARGEST_PATIENT = on_request(DOSE_MAX, 86_400, 48, 1_440)
LARGEST_PROGRAM = flex(
    [steps(*((1_427 + step if step else 0, RATE_MAX - day) for step in range(13))) for day in range(7)],
    list(range(7)), 840, volume("bridge", VOLUME_MAX, 2_592_000), LARGEST_PATIENT)
LARGEST_SET_UP = set_up(
    patient="Zz9.-ABCDEFGHIJK", patientClass="child", tubingVolume=VOLUME_MAX, catheterLength=2_000_000,
    catheterVolume=VOLUME_MAX, lowReservoirVolume=VOLUME_MAX, calibrationConstant=U32_MAX)
LARGEST_CHANGE = change(LARGEST_PROGRAM, refill(VOLUME_MAX, VOLUME_MAX, 10_000), LARGEST_SET_UP, TEN_YEARS)


def programs():
    """(words, program)"""
    yield "stopped", STOPPED
    yield "minimum rate", minimum()
    yield "simple continuous", continuous(120_500)
    yield "simple continuous of nothing", continuous(0)
    yield "simple continuous, largest", continuous(DOSE_MAX)
    yield "single bolus", bolus(25_000, 1_800, 120_500)
    yield "single bolus, smallest", bolus(1, 1, 0)
    yield "single bolus, largest", bolus(DOSE_MAX, 86_400, DOSE_MAX)
    yield "single bolus on the minimum rate", minimum(one_bolus(25_000, 1_800))
    yield "prime", minimum(volume("prime", 282_820, 1_200))
    yield "prime, smallest", minimum(volume("prime", 1, 1))
    yield "prime, largest", continuous(DOSE_MAX, volume("prime", VOLUME_MAX, 2_592_000))
    yield "bridge", continuous(300_000, volume("bridge", 400_000, 57_600))
    yield "bridge, smallest", minimum(volume("bridge", 1, 1))
    yield "bridge, largest", continuous(DOSE_MAX, volume("bridge", VOLUME_MAX, 2_592_000))
    yield "flex of one step", flex([WEEKEND], EVERY_DAY, 0)
    yield "flex, the same every day", flex([DAY], EVERY_DAY)
    yield "flex, work days and weekend", flex([DAY, WEEKEND], WORK_AND_WEEKEND)
    yield "flex, the example of section 10", flex(
        [steps((0, 5_000), (390, 7_500)), WEEKEND], WORK_AND_WEEKEND)
    yield "flex, thirteen steps", flex([FULL_DAY], EVERY_DAY, -300)
    yield "flex, the latest starts, least and largest rate", flex([LATEST_STARTS], EVERY_DAY)
    yield "flex, a day that comes back", flex([WEEKEND, DAY, FULL_DAY], [0, 1, 0, 2, 1, 0, 2])
    yield "flex, another day only on Sunday", flex([DAY, WEEKEND], [0, 0, 0, 0, 0, 0, 1])
    yield "flex, seven days of thirteen steps", flex(SEVEN_DAYS, list(range(7)))
    yield "flex, the western end of the offsets", flex([DAY], EVERY_DAY, -720)
    yield "flex, the eastern end of the offsets", flex([DAY], EVERY_DAY, 840)
    yield "flex, a quarter of an hour west", flex([DAY], EVERY_DAY, -15)
    yield "flex with a single bolus", flex([DAY], EVERY_DAY, 60, one_bolus(25_000, 1_800))
    yield "flex with a bridge and a bolus on request", flex(
        [DAY, WEEKEND], WORK_AND_WEEKEND, 120, volume("bridge", 400_000, 57_600), PATIENT)
    yield "periodic boluses", periodic(12_500, 600, 240, 30, 200_000)
    yield "periodic boluses, smallest", periodic(1, 1, 1, 0, 0)
    yield "periodic boluses, largest", periodic(DOSE_MAX, 86_400, 1_440, 1_439, DOSE_MAX)
    yield "periodic boluses without a pause", periodic(100, 60, 1, 0, 200_000)
    yield "periodic boluses with a single one", periodic(12_500, 600, 240, 0, 200_000, one_bolus(25_000, 1_800))
    yield "periodic boluses after a prime", periodic(12_500, 600, 480, 479, 200_000, volume("prime", 282_820, 1_200))
    yield "bolus on request", continuous(120_500, NOTHING, PATIENT)
    yield "bolus on request, smallest", minimum(NOTHING, on_request(1, 1, 1, 1))
    yield "bolus on request, largest", continuous(DOSE_MAX, NOTHING, LARGEST_PATIENT)
    yield "bolus on request, as long as its lockout", continuous(120_500, NOTHING, on_request(10_000, 7_200, 6, 120))
    yield "everything at once", periodic(12_500, 600, 240, 30, 200_000, one_bolus(25_000, 1_800), PATIENT)


def changes():
    """(words, change): what else than a program one transaction can change."""
    yield "refill", change(continuous(120_500), refill())
    yield "refill of nothing", change(STOPPED, refill(0, 0, 1))
    yield "refill, largest values", change(continuous(120_500), refill(VOLUME_MAX, VOLUME_MAX, 10_000))
    yield "refill with another concentration and a bridge", change(
        continuous(300_000, volume("bridge", 400_000, 57_600)), refill(1_900_000, 38_000_000, 1_000))
    yield "set-up", change(minimum(volume("prime", 282_820, 1_200)), None, set_up())
    yield "set-up, smallest values", change(STOPPED, None, set_up(
        patient="-", tubingVolume=0, catheterLength=0, catheterVolume=0, lowReservoirVolume=0, calibrationConstant=0))
    yield "set-up, largest values", change(STOPPED, None, LARGEST_SET_UP)
    yield "set-up, cerebral origin", change(minimum(), None, set_up(patientClass="adultCerebral"))
    yield "clock correction", change(flex([DAY], EVERY_DAY), None, None, 93_500)
    yield "clock correction, back", change(flex([DAY], EVERY_DAY), None, None, -1)
    yield "clock correction of nothing", change(STOPPED, None, None, 0)
    yield "clock correction, earliest", change(STOPPED, None, None, -TEN_YEARS)
    yield "clock correction, latest", change(STOPPED, None, None, TEN_YEARS)
    yield "refill and clock correction", change(continuous(120_500), refill(), None, 60_000)
    yield "everything", change(flex([DAY, WEEKEND], WORK_AND_WEEKEND), refill(), set_up(), -3_600_000)
