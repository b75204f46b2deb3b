"""The order of sums, the same on every x86-64 processor with AVX2. To be imported before torch and NumPy.

OpenBLAS and PyTorch choose their code by the processor that they find, and each code adds in an order of its own: without this a Zen 4 and a
Zen 5 processor part at the last bit of the first step, and end at other weights of the same loss (README.md).
"""

import os

os.environ["OPENBLAS_CORETYPE"] = "Haswell"
os.environ["ATEN_CPU_CAPABILITY"] = "avx2"
# Threads share sums out among them.
os.environ["OMP_NUM_THREADS"] = "1"
