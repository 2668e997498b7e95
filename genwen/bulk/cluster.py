"""Bulk runs on a Dask cluster: `--on dask://地址:端口`, an optional extra.

Workers that see our folders write the documents themselves; for others the documents come back and are written here.
A batch is begun once: what Dask would run again after a worker died is done again by the crew, where it can be told what
killed it. Only what runs in this process or in a Dask worker while a cluster is used imports `distributed`.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import socket
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Future, wait
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from genwen.bulk import afar, process
from genwen.bulk.crew import Crew, Task
from genwen.bulk.folder import bulk_folder
from genwen.bulk.outlines import of_all_units
from genwen.bulk.work import Worker
from genwen.bulk.workshop import Plan
from genwen.diagnostics import ExitCode, GenwenError
from genwen.ooxml.archive import fastest
from genwen.project import packaged

Item = TypeVar("Item")
Result = TypeVar("Result")

SCHEME = "dask://"
TOKEN = "看得见.txt"
PATIENCE = 10
"""Seconds to wait for a scheduler, and for the first worker."""
DESERTED = 30.0
"""Seconds without any worker after which a run is given up."""
COUNTED = 5.0
"""Seconds after which workers are counted again."""
RETURNED_BATCH = 32
"""Documents of a batch that come back at once, some megabytes."""
_INSTALL = "运行 pip install 'genwen[dask]'，或在仓库的文件夹里运行 pip install '.[dask]'"
_SENT: dict[Any, Callable[..., list[Any]]] = {
    process.validate: afar.validate_afar,
    process.build: afar.build_afar,
}


class ClusterError(GenwenError):
    """There is no cluster to work on, or it does not fit."""

    exit_code = ExitCode.FINDINGS


class WorkerLost(Exception):
    """A batch that was begun elsewhere already: its worker died."""


def connect(address: str, returned: bool = False) -> DaskCrew:
    """The crew of a cluster by its address dask://地址:端口. Raises ClusterError when it cannot be reached."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError("没有安装 dask，不能用 --on", _INSTALL) from error
    import warnings

    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is told in our words
    where = address.removeprefix(SCHEME)
    host, _, port = where.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=PATIENCE).close()  # Dask would go on trying when refused
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on versions: what matters of them is compared
            client = Client(f"tcp://{where}", timeout=PATIENCE, set_as_default=False, name="genwen")
    except (OSError, ValueError, OverflowError) as error:  # TimeoutError is an OSError
        hint = "核对地址和端口；调度程序用 dask scheduler 启动，默认端口8786，防火墙要放行"
        raise ClusterError(f"连不上 {address}", hint) from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        client.close()
        said = f"{address} 上没有工作进程"
        raise ClusterError(said, f"在各台机器上运行 dask worker {where} --nthreads 1 --nworkers 4") from error
    return DaskCrew(client, address, returned)


class DaskCrew(Crew):
    """The workers of a Dask cluster, however many there are at the moment."""

    def __init__(self, client: Any, address: str, returned: bool) -> None:
        from distributed import KilledWorker
        from distributed.comm import CommClosedError

        self.client, self.address, self.returned = client, address, returned
        self.lost = (BrokenExecutor, CancelledError, WorkerLost, KilledWorker, CommClosedError)
        self.executor = client.get_executor(pure=False)
        self._counted, self._width, self._seen = 0.0, 1, time.monotonic()
        self._office: Any = None
        self._own: Worker | None = None

    def begin(self, plan: Plan, own: Worker) -> None:
        """See `Crew.begin`; whether the workers fit, and see our folders, is found out now."""
        self.plan, self._own = plan, own
        token, path = secrets.token_hex(16), bulk_folder(plan.out) / TOKEN
        path.write_text(token, "ascii")
        try:
            greetings = self.client.run(greet, str(path), token, on_error="return")
        except OSError as error:
            raise self._gone() from error
        finally:
            path.unlink(missing_ok=True)
        if not all_see(greetings, state_of_program()) or self.returned:
            self.largest, self.returned = RETURNED_BATCH, True
            if of_all_units(own.workshop.project, plan.documents):
                said = "引用考评结果的公文要用到整份名单，不能在看不到本单位文件夹的机器上做"
                raise ClusterError(said, "不加 --on 在本机生成，或让各台机器以同一路径看到本单位的文件夹")
            office = afar.pack_office(own.workshop.project, plan)
            self._office = self.client.submit(kept, office, pure=False)

    @property
    def width(self) -> int:  # type: ignore[override]
        """The workers there are; asked for now and then."""
        if time.monotonic() - self._counted > COUNTED:
            with suppress(OSError):
                self._width = len(self.client.ncores())
            self._counted = time.monotonic()
        return max(1, self._width)

    def submit(self, task: Task[Item, Result], batch: Sequence[Item]) -> Future[list[Result]]:
        """See `Crew.submit`."""
        arguments: tuple[Any, ...] = (task.work, self.plan, batch)
        if self._office is not None:
            lines = afar.lines_of(self.plan, (place_of(item) for item in batch))
            arguments = (_SENT[task.work], self._office, lines, batch)
        try:
            future: Future[Any] = self.executor.submit(attempt, state_of_program(), *arguments)
        except (OSError, RuntimeError) as error:
            raise self._gone() from error
        return future

    def take(self, task: Task[Item, Result], batch: Sequence[Item], found: list[Any] | None) -> list[Result]:
        """See `Crew.take`. Raises WorkerLost when it was begun by a worker that died."""
        if found is None:
            raise WorkerLost
        if self._office is not None and task.work is process.build and self._own is not None:
            done: list[Any] = afar.receive(self._own, batch, found)  # type: ignore[arg-type]
            return done
        return found

    def look(self) -> None:
        """See `Crew.look`."""
        try:
            self._width = len(self.client.ncores())
        except (OSError, RuntimeError) as error:
            raise self._gone() from error
        if self.client.status in ("closed", "closing"):
            raise self._gone()
        if self._width:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > DESERTED:
            said = f"{self.address} 上的工作进程都结束了，已写好的文件都是完整的"
            raise ClusterError(said, "重新启动工作进程（dask worker），再运行一次接着做")

    def missed(self) -> None:
        """See `Crew.missed`: without a scheduler every batch would be lost, and done here."""
        if self.client.status != "running":
            raise self._gone()

    def renew(self) -> None:
        """See `Crew.renew`."""
        raise self._gone()

    def _gone(self) -> ClusterError:
        said = f"与 {self.address} 的连接断了，已写好的文件都是完整的"
        return ClusterError(said, "核对调度程序还在运行，再运行一次接着做")

    def recall(self, running: Sequence[Future[Any]]) -> list[Future[Any]]:
        """See `Crew.recall`: none, as it cannot be told what a worker has begun."""
        return []

    def stop(self, running: Sequence[Future[Any]]) -> None:
        """See `Crew.stop`: what a worker has begun cannot be called back, so that it is waited for."""
        _, left = wait(running, timeout=PATIENCE if self.client.status == "running" else 0)
        for future in left:
            future.cancel()

    def close(self) -> None:
        """See `Crew.close`."""
        if self.client.status == "running":
            with suppress(Exception):  # whoever does not answer any more has nothing open here
                self.client.run(afar.close, on_error="ignore")
        with suppress(OSError, RuntimeError, TimeoutError):
            self.client.close(timeout=PATIENCE)


def place_of(item: Any) -> int:
    """The place in the spool of a unit that is validated, or of the unit of a job."""
    return int(item[1] if isinstance(item, tuple) else item.offset)


def all_see(greetings: Mapping[str, Any], program: str) -> bool:
    """Whether all workers see our folders. Raises ClusterError when one has no genwen, or another one."""
    for address, said in greetings.items():
        if isinstance(said, BaseException):
            hint = f"在那台机器上安装与这里相同的 genwen（{type(said).__name__}: {said}）"
            raise ClusterError(f"工作进程 {address} 用不了 genwen", hint)
        if said[0] != program:
            raise ClusterError(
                f"工作进程 {address} 的 genwen 与这里的不同", "在各台机器上安装同一个版本，再启动工作进程"
            )
    return all(said[1] for said in greetings.values())


def greet(path: str, token: str) -> tuple[str, bool]:
    """Of a worker: the state of its program, and whether it sees (and may write into) the folder of a file."""
    seen = False
    with suppress(OSError, ValueError):
        if Path(path).read_text("ascii") == token:
            beside = Path(f"{path}.{os.getpid()}-{secrets.token_hex(4)}")
            beside.touch()
            beside.unlink()
            seen = True
    return state_of_program(), seen


@cache
def state_of_program() -> str:
    """A digest of genwen's code and templates and of the compression: equal where equal documents are made."""
    hashed = hashlib.sha256(f"{zlib.ZLIB_RUNTIME_VERSION} {fastest()}".encode())
    code = Path(__file__).parent.parent
    for folder, kind in ((code, "*.py"), (packaged() / "templates", "*.docx")):
        for path in sorted(folder.rglob(kind)):
            hashed.update(f"\0{path.relative_to(folder).as_posix()}\0".encode())
            hashed.update(path.read_bytes())
    return hashed.hexdigest()


def kept(office: afar.Office) -> afar.Office:
    """What Dask keeps with its workers, and makes again when they are lost."""
    return office


def attempt(program: str, work: Callable[..., list[Any]], *arguments: Any) -> list[Any] | None:
    """A batch at a worker, None when it was begun before. Raises ClusterError when the worker does not fit."""
    from distributed import get_client, get_worker

    worker = get_worker()
    if state_of_program() != program:
        all_see({worker.address: (state_of_program(), False)}, program)
    with process.ONE:  # waiting for another batch of this process is no beginning
        key, client = worker.get_current_task(), get_client()
        if client.get_metadata([key, "genwen"], default=None):
            return None  # an exception could be met by Dask while it gathers, and would then reach nobody
        client.set_metadata([key, "genwen"], True)
        try:
            return work(*arguments)
        except FileNotFoundError as error:
            said = f"工作进程 {worker.address} 看不到 {error.filename}"
            raise ClusterError(said, "各台机器要以同一路径看到本单位的文件夹；做不到的，加 --return") from error
