"""Drain3, with masks for addresses, hexadecimal and decimal numbers, over the lines of a file on one core.

Prints the processor seconds that it took and how many templates it found.
"""

import sys
import time

from drain3 import TemplateMiner
from drain3.masking import MaskingInstruction
from drain3.template_miner_config import TemplateMinerConfig

START, END = r"((?<=[^A-Za-z0-9])|^)", r"((?=[^A-Za-z0-9])|$)"
MASKS = {
    "IP": r"(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})",
    "HEX": r"(0x[a-f0-9A-F]+)",
    "ID": r"([0-9a-f]{6,})",
    "NUM": r"([\-\+]?\d+)",
}


def main(source: str) -> None:
    with open(source, encoding="utf-8") as file:
        lines = file.read().splitlines()
    config = TemplateMinerConfig()
    config.masking_instructions = [MaskingInstruction(START + mask + END, name) for name, mask in MASKS.items()]
    miner = TemplateMiner(config=config)
    started = time.process_time()
    for line in lines:
        miner.add_log_message(line)
    print(time.process_time() - started, len(miner.drain.clusters))


if __name__ == "__main__":
    main(sys.argv[1])
