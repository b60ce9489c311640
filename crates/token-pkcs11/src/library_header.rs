//! The first bytes of a library: which operating system and processor it is for. Read before it is loaded, because
//! the loader's own words ("wrong ELF class") help nobody.

use std::fmt;

/// What a library or program was built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
    /// A Mach-O file; of a universal one this program's architecture where it is among them, else the first.
    MachO(Architecture),
    /// A Windows PE image.
    Pe(Architecture),
}

impl LibraryHeader {
    /// Reads the first bytes of a file; `None` when they are not a shared library's.
    pub(crate) fn parse(head: &[u8]) -> Option<Self> {
        match head.get(..4)? {
            [0x7f, b'E', b'L', b'F'] => elf(head).map(Self::Elf),
            [b'M', b'Z', ..] => pe(head).map(Self::Pe),
            [0xcf | 0xce, 0xfa, 0xed, 0xfe] => mach_o(head, 4, u32::from_le_bytes).map(Self::MachO),
            [0xca, 0xfe, 0xba, 0xbe] => universal(head).map(Self::MachO),
            _ => None,
        }
    }

    /// Whether this operating system loads such files at all.
    pub(crate) fn is_of_this_system(self) -> bool {
        match self {
            Self::Elf(_) => cfg!(all(unix, not(target_vendor = "apple"))),
            Self::MachO(_) => cfg!(target_vendor = "apple"),
            Self::Pe(_) => cfg!(windows),
        }
    }

    /// What the file is for.
    pub(crate) fn architecture(self) -> Architecture {
        match self {
            Self::Elf(architecture) | Self::MachO(architecture) | Self::Pe(architecture) => {
                architecture
            }
        }
    }
}

/// System V ABI, chapter 4, "ELF Header": e_ident[EI_CLASS] at 4, EI_DATA at 5, e_type at 16, e_machine at 18.
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
    const CLASS_64: u8 = 2;
    let class = *head.get(4)?;
    Some(match number(18)? {
        3 => Architecture::X86,
        40 => Architecture::Arm32,
        62 if class == CLASS_64 => Architecture::X86_64,
        183 if class == CLASS_64 => Architecture::Arm64,
        // also the 64-bit processors' 32-bit forms (x32), which a 64-bit program does not load
        other => Architecture::Other(other),
    })
}

/// `<mach-o/loader.h>`: the type of processor stands after the magic number.
fn mach_o(head: &[u8], at: usize, number: fn([u8; 4]) -> u32) -> Option<Architecture> {
    let bytes = head.get(at..at.checked_add(4)?)?.try_into().ok()?;
    Some(match number(bytes) {
        7 => Architecture::X86,
        12 => Architecture::Arm32,
        0x0100_0007 => Architecture::X86_64,
        0x0100_000c => Architecture::Arm64,
        other => Architecture::Other(u16::try_from(other & 0xffff).unwrap_or(u16::MAX)),
    })
}

/// `<mach-o/fat.h>`: a count and entries of 20 bytes, big-endian. Java's class files begin alike; their "count" is a version
/// of 45 or more, and no universal file has so many.
fn universal(head: &[u8]) -> Option<Architecture> {
    const MOST: u32 = 40;
    let count = u32::from_be_bytes(head.get(4..8)?.try_into().ok()?);
    if count == 0 || count > MOST {
        return None;
    }
    let entries = (8..).step_by(20).take(usize::try_from(count).ok()?);
    let all: Vec<_> = entries
        .map_while(|at| mach_o(head, at, u32::from_be_bytes))
        .collect();
    let own = Architecture::of_this_program();
    let fits = all.iter().find(|one| Some(**one) == own);
    fits.or(all.first()).copied()
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
    fn a_32_bit_form_of_a_64_bit_processor_is_another_architecture() {
        assert_eq!(
            LibraryHeader::parse(&elf_header(1, 62)),
            Some(LibraryHeader::Elf(Architecture::Other(62)))
        );
    }

    #[test]
    fn mach_o_is_read_thin_and_universal() {
        let thin = [0xcf, 0xfa, 0xed, 0xfe, 0x0c, 0, 0, 1];
        assert_eq!(
            LibraryHeader::parse(&thin),
            Some(LibraryHeader::MachO(Architecture::Arm64))
        );
        let universal = |processors: &[u32]| {
            let mut head = vec![0xca, 0xfe, 0xba, 0xbe];
            head.extend(u32::try_from(processors.len()).unwrap().to_be_bytes());
            for processor in processors {
                head.extend(processor.to_be_bytes());
                head.extend([0; 16]);
            }
            LibraryHeader::parse(&head)
        };
        let own = Architecture::of_this_program().unwrap();
        assert_eq!(
            universal(&[7, 0x0100_0007, 0x0100_000c]),
            Some(LibraryHeader::MachO(own))
        );
        assert_eq!(
            universal(&[7]),
            Some(LibraryHeader::MachO(Architecture::X86))
        );
        assert_eq!(universal(&[]), None);
        let java = [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 61, 0, 0, 0, 7];
        assert_eq!(LibraryHeader::parse(&java), None);
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
