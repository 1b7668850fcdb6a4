package dev.rollback.files;

/// System calls by their numbers on the two processors that the engine runs on.
enum LinuxCall {
  READ(0, 63),
  WRITE(1, 64),
  CLOSE(3, 57),
  PREAD64(17, 67),
  PWRITE64(18, 68),
  LSEEK(8, 62),
  IOCTL(16, 29),
  FTRUNCATE(77, 46),
  FALLOCATE(285, 47),
  COPY_FILE_RANGE(326, 285),
  FSYNC(74, 82),
  SYNCFS(306, 267),
  GETDENTS64(217, 61),
  FSTATFS(138, 44),
  OPENAT(257, 56),
  OPENAT2(437, 437),
  MKDIRAT(258, 34),
  MKNODAT(259, 33),
  FCHOWNAT(260, 54),
  UNLINKAT(263, 35),
  LINKAT(265, 37),
  SYMLINKAT(266, 36),
  READLINKAT(267, 78),
  FCHMODAT(268, 53),
  FCHMOD(91, 52),
  FACCESSAT2(439, 439),
  UTIMENSAT(280, 88),
  RENAMEAT2(316, 276),
  STATX(332, 291),
  SETXATTR(188, 5),
  FSETXATTR(190, 7),
  GETXATTR(191, 8),
  FGETXATTR(193, 10),
  LISTXATTR(194, 11),
  FLISTXATTR(196, 13),
  REMOVEXATTR(197, 14),
  FREMOVEXATTR(199, 16),
  GETEUID(107, 175),
  GETEGID(108, 177);

  private final int x86;
  private final int arm;

  LinuxCall(int x86, int arm) {
    this.x86 = x86;
    this.arm = arm;
  }

  int number(boolean onArm) {
    return onArm ? arm : x86;
  }
}
