//! The first bytes of a library: which operating system and processor it is for. Read before it is loaded, because
//! the loader's own words ("wrong ELF class") help nobody.

use std::fmt;

/// What a library or program was built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Architecture {
    /// 32-bit Arm.
    Arm32,
    /// 64-bit Arm.
    Arm64,
    /// A processor we do not name, by the header's number.
    Other(u16),
    /// 32-bit x86.
    X86,
    /// 64-bit x86.
    X86_64,
}

impl fmt::Display for Architecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Arm32 => f.write_str("32-bit Arm"),
            Self::Arm64 => f.write_str("64-bit Arm"),
            Self::Other(machine) => write!(f, "machine type {machine:#06x}"),
            Self::X86 => f.write_str("32-bit x86"),
            Self::X86_64 => f.write_str("64-bit x86"),
        }
    }
}

impl Architecture {
    /// What this program was built for; `None` where the header's number of it is not known here.
    pub(crate) fn of_this_program() -> Option<Self> {
        match std::env::consts::ARCH {
            "aarch64" => Some(Self::Arm64),
            "arm" => Some(Self::Arm32),
            "x86" => Some(Self::X86),
            "x86_64" => Some(Self::X86_64),
            _ => None,
        }
    }
}

/// The file format of a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LibraryHeader {
    /// An ELF shared object.
    Elf(Architecture),
    /// A Mach-O file, thin or universal; its architectures are left to the loader.
    MachO,
    /// A Windows PE image.
    Pe(Architecture),
}

impl LibraryHeader {
    /// Reads the first bytes of a file; `None` when they are not a shared library's.
    pub(crate) fn parse(head: &[u8]) -> Option<Self> {
        match head.get(..4)? {
            [0x7f, b'E', b'L', b'F'] => elf(head).map(Self::Elf),
            [b'M', b'Z', ..] => pe(head).map(Self::Pe),
            [0xcf | 0xce, 0xfa, 0xed, 0xfe] | [0xca, 0xfe, 0xba, 0xbe] => Some(Self::MachO),
            _ => None,
        }
    }

    /// Whether this operating system loads such files at all.
    pub(crate) fn is_of_this_system(self) -> bool {
        match self {
            Self::Elf(_) => cfg!(all(unix, not(target_vendor = "apple"))),
            Self::MachO => cfg!(target_vendor = "apple"),
            Self::Pe(_) => cfg!(windows),
        }
    }

    /// The architecture, where the header has one.
    pub(crate) fn architecture(self) -> Option<Architecture> {
        match self {
            Self::Elf(architecture) | Self::Pe(architecture) => Some(architecture),
            Self::MachO => None,
        }
    }
}

/// System V ABI, chapter 4, "ELF Header": e_ident[EI_DATA] at 5, e_type at 16, e_machine at 18.
fn elf(head: &[u8]) -> Option<Architecture> {
    const ET_DYN: u16 = 3;
    let number = |offset: usize| -> Option<u16> {
        let bytes: [u8; 2] = head.get(offset..offset.checked_add(2)?)?.try_into().ok()?;
        Some(if head.get(5) == Some(&2) {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    };
    if number(16)? != ET_DYN {
        return None;
    }
    Some(match number(18)? {
        3 => Architecture::X86,
        40 => Architecture::Arm32,
        62 => Architecture::X86_64,
        183 => Architecture::Arm64,
        other => Architecture::Other(other),
    })
}

/// Microsoft PE format: offset of the signature at 0x3c; after "PE\0\0" the machine, characteristics 18 bytes later.
fn pe(head: &[u8]) -> Option<Architecture> {
    const IMAGE_FILE_DLL: u16 = 0x2000;
    let start = u32::from_le_bytes(head.get(0x3c..0x40)?.try_into().ok()?);
    let start = usize::try_from(start).ok()?;
    let image = head.get(start..)?;
    let number = |offset: usize| {
        Some(u16::from_le_bytes(
            image.get(offset..offset + 2)?.try_into().ok()?,
        ))
    };
    if image.get(..4)? != b"PE\0\0" || number(22)? & IMAGE_FILE_DLL == 0 {
        return None;
    }
    Some(match number(4)? {
        0x014c => Architecture::X86,
        0x01c0 | 0x01c4 => Architecture::Arm32,
        0x8664 => Architecture::X86_64,
        0xaa64 => Architecture::Arm64,
        other => Architecture::Other(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elf_header(class: u8, machine: u8) -> Vec<u8> {
        let mut head = vec![0x7f, b'E', b'L', b'F', class, 1, 1];
        head.resize(16, 0);
        head.extend([3, 0, machine, 0]);
        head
    }

    fn pe_header(machine: u16, characteristics: u16) -> Vec<u8> {
        let mut head = b"MZ".to_vec();
        head.resize(0x3c, 0);
        head.extend(0x80_u32.to_le_bytes());
        head.resize(0x80, 0);
        head.extend(b"PE\0\0");
        head.extend(machine.to_le_bytes());
        head.resize(0x80 + 22, 0);
        head.extend(characteristics.to_le_bytes());
        head
    }

    #[test]
    fn architectures_are_read_from_elf_and_pe() {
        assert_eq!(
            LibraryHeader::parse(&elf_header(2, 62)),
            Some(LibraryHeader::Elf(Architecture::X86_64))
        );
        assert_eq!(
            LibraryHeader::parse(&elf_header(1, 3)),
            Some(LibraryHeader::Elf(Architecture::X86))
        );
        assert_eq!(
            LibraryHeader::parse(&pe_header(0x8664, 0x2022)),
            Some(LibraryHeader::Pe(Architecture::X86_64))
        );
        assert_eq!(
            LibraryHeader::parse(&pe_header(0x014c, 0x2102)),
            Some(LibraryHeader::Pe(Architecture::X86))
        );
    }

    #[test]
    fn programs_scripts_and_fragments_are_no_shared_libraries() {
        let mut program = elf_header(2, 62);
        program[16] = 2; // ET_EXEC
        for head in [
            program,
            pe_header(0x8664, 0x0022),
            b"INPUT(libfoo.so)".to_vec(),
            b"MZ".to_vec(),
            Vec::new(),
        ] {
            assert_eq!(LibraryHeader::parse(&head), None);
        }
        let whole = pe_header(0x8664, 0x2022);
        for length in 0..whole.len() {
            assert_eq!(LibraryHeader::parse(&whole[..length]), None);
        }
    }
}
