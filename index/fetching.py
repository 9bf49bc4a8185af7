"""Reading memory ahead of need, for loops that numba compiles: of rows here and there, waiting is what takes the time."""

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

LINE = 64  # bytes that a processor fetches at once
_READ, _KEPT, _DATA = 0, 3, 1  # what LLVM's prefetch is told


def _fetch_of(_context: Any, rows: Any, _row: Any) -> tuple[Any, Any]:
    """Begin to read one of an array's entries along its first axis; nothing waits for it."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, given[0])
        byte, width = ir.IntType(8).as_pointer(), builder.extract_value(array.strides, 0)
        begin = builder.gep(builder.bitcast(array.data, byte), [builder.mul(given[1], width)])
        told = [ir.Constant(ir.IntType(32), one) for one in (_READ, _KEPT, _DATA)]
        kind = ir.FunctionType(ir.VoidType(), [byte, *(one.type for one in told)])
        read = builder.module.declare_intrinsic("llvm.prefetch", [byte], kind)
        first, step = (ir.Constant(width.type, one) for one in (0, LINE))
        with cgutils.for_range_slice(builder, first, width, step) as (at, _):
            builder.call(read, [builder.gep(begin, [at]), *told])
        return context.get_dummy_value()

    return types.none(rows, types.intp), code


fetch: Any = intrinsic(_fetch_of)
