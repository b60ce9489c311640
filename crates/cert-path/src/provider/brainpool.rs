//! ECDSA verification (FIPS 186-5 §6.4.2) over brainpoolP256r1, P384r1 and P512r1 (RFC 5639 §3), which AWS-LC does not offer.
//!
//! Public data only, so nothing here needs constant time. Written for one signature at a time: no tables are kept
//! (docs/decisions/0013).

use crypto_bigint::BoxedUint;
use crypto_bigint::modular::BoxedMontyForm;

use super::numbers::{Modulus, power, r_and_s};
use crate::algorithms::Digest;
use crate::certificate::Curve;
use crate::error::VerifyError;

/// RFC 5639 §3.4, §3.6, §3.7, in hexadecimal. The cofactor of all three is 1.
struct Constants {
    p: &'static str,
    a: &'static str,
    b: &'static str,
    x: &'static str,
    y: &'static str,
    n: &'static str,
}

/// RFC 5639 §3.4.
static P256R1: Constants = Constants {
    p: "a9fb57dba1eea9bc3e660a909d838d726e3bf623d52620282013481d1f6e5377",
    a: "7d5a0975fc2c3057eef67530417affe7fb8055c126dc5c6ce94a4b44f330b5d9",
    b: "26dc5c6ce94a4b44f330b5d9bbd77cbf958416295cf7e1ce6bccdc18ff8c07b6",
    x: "8bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262",
    y: "547ef835c3dac4fd97f8461a14611dc9c27745132ded8e545c1d54c72f046997",
    n: "a9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7",
};

/// RFC 5639 §3.6.
static P384R1: Constants = Constants {
    p: "8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b412b1da197fb71123\
         acd3a729901d1a71874700133107ec53",
    a: "7bc382c63d8c150c3c72080ace05afa0c2bea28e4fb22787139165efba91f90f\
         8aa5814a503ad4eb04a8c7dd22ce2826",
    b: "04a8c7dd22ce28268b39b55416f0447c2fb77de107dcd2a62e880ea53eeb62d5\
         7cb4390295dbc9943ab78696fa504c11",
    x: "1d1c64f068cf45ffa2a63a81b7c13f6b8847a3e77ef14fe3db7fcafe0cbd10e8\
         e826e03436d646aaef87b2e247d4af1e",
    y: "8abe1d7520f9c2a45cb1eb8e95cfd55262b70b29feec5864e19c054ff9912928\
         0e4646217791811142820341263c5315",
    n: "8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b31f166e6cac0425a7\
         cf3ab6af6b7fc3103b883202e9046565",
};

/// RFC 5639 §3.7.
static P512R1: Constants = Constants {
    p: "aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330871\
         7d4d9b009bc66842aecda12ae6a380e62881ff2f2d82c68528aa6056583a48f3",
    a: "7830a3318b603b89e2327145ac234cc594cbdd8d3df91610a83441caea9863bc\
         2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a72bf2c7b9e7c1ac4d77fc94ca",
    b: "3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a7\
         2bf2c7b9e7c1ac4d77fc94cadc083e67984050b75ebae5dd2809bd638016f723",
    x: "81aee4bdd82ed9645a21322e9c4c6a9385ed9f70b5d916c1b43b62eef4d0098e\
         ff3b1f78e2d0d48d50d1687b93b97d5f7c6d5047406a5e688b352209bcb9f822",
    y: "7dde385d566332ecc0eabfa9cf7822fdf209f70024a57b1aa000c55b881f8111\
         b2dcde494a5f485e5bca4bd88a2763aed1ca2b2fa8f0540678cd1e0f3ad80892",
    n: "aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330870\
         553e5c414ca92619418661197fac10471db1d381085ddaddb58796829ca90069",
};

fn constants(curve: Curve) -> Option<&'static Constants> {
    match curve {
        Curve::BrainpoolP256r1 => Some(&P256R1),
        Curve::BrainpoolP384r1 => Some(&P384R1),
        Curve::BrainpoolP512r1 => Some(&P512R1),
        _ => None,
    }
}

/// `None`: not one of these curves. `point`: the octets of the key (RFC 5480 §2.2).
pub(super) fn verify(
    curve: Curve,
    point: &[u8],
    hash: &Digest,
    value: &[u8],
) -> Option<Result<(), VerifyError>> {
    let group = Group::new(constants(curve)?);
    let Some(key) = group.read(point) else {
        return Some(Err(VerifyError::BadKey));
    };
    let answer = group.accepts(&key, hash, value);
    Some(answer.ok_or(VerifyError::BadSignature))
}

/// y² = x³ + ax + b over the field of p elements; n points, all multiples of one.
struct Group {
    p: Modulus,
    n: Modulus,
    a: BoxedMontyForm,
    b: BoxedMontyForm,
    generator: Point,
    /// Octets of a coordinate, and of n.
    width: usize,
}

/// Jacobian coordinates: (x/z², y/z³); z is zero at infinity and nowhere else.
#[derive(Clone)]
struct Point {
    x: BoxedMontyForm,
    y: BoxedMontyForm,
    z: BoxedMontyForm,
}

impl Group {
    fn new(constants: &Constants) -> Self {
        const WRITTEN: &str = "the constants are odd primes in hexadecimal";
        let p = Modulus::new(&octets(constants.p)).expect(WRITTEN);
        let n = Modulus::new(&octets(constants.n)).expect(WRITTEN);
        let element = |hex| p.residue_of(&octets(hex));
        Self {
            a: element(constants.a),
            b: element(constants.b),
            generator: Point {
                x: element(constants.x),
                y: element(constants.y),
                z: p.one(),
            },
            width: constants.p.len() / 2,
            p,
            n,
        }
    }

    /// SEC 1 §2.3.4, uncompressed or compressed; the point at infinity is no key. A point on a curve with cofactor 1
    /// is in the group (SEC 1 §3.2.2.1 steps 1 to 3; step 4 follows).
    fn read(&self, point: &[u8]) -> Option<Point> {
        let (form, coordinates) = point.split_first()?;
        let (x, y) = coordinates.split_at_checked(self.width)?;
        let x = self.p.residue(&self.p.below(x)?);
        let square = self.right_side(&x);
        let y = match (form, y) {
            (0x04, y) if y.len() == self.width => self.p.residue(&self.p.below(y)?),
            (0x02 | 0x03, []) => self.root(&square, form & 1 == 1),
            _ => return None,
        };
        let z = self.p.one();
        (y.square() == square).then_some(Point { x, y, z })
    }

    /// x³ + ax + b.
    fn right_side(&self, x: &BoxedMontyForm) -> BoxedMontyForm {
        &(&(&x.square() + &self.a) * x) + &self.b
    }

    /// The odd or the even square root, if there is one; p is 3 modulo 4 on all three curves.
    fn root(&self, square: &BoxedMontyForm, odd: bool) -> BoxedMontyForm {
        let exponent = self.p.value().shr_vartime(2).unwrap_or_default();
        let exponent = exponent.wrapping_add(BoxedUint::one());
        let root = power(square, &exponent);
        if root.retrieve().bit_vartime(0) == odd {
            root
        } else {
            root.neg()
        }
    }

    /// FIPS 186-5 §6.4.2.
    fn accepts(&self, key: &Point, hash: &Digest, value: &[u8]) -> Option<()> {
        let (r, s) = r_and_s(value)?;
        // Step 1: 0 < r, s < n; zero is no positive number.
        let (r, s) = (self.n.below(r)?, self.n.below(s)?);
        let w = self.n.residue(&s).invert_vartime().into_option()?;
        let u = (&self.n.residue_of(self.leftmost(hash)) * &w).retrieve();
        let v = (&self.n.residue(&r) * &w).retrieve();
        let sum = self.sum_of_multiples(&u, key, &v);
        // Step 6: the point at infinity has no x and refuses.
        let x = self.affine_x(&sum)?;
        (self.n.reduce(&x) == r).then_some(())
    }

    /// The leftmost bits of the hash, as many as n has; n's bits are a multiple of eight.
    fn leftmost<'h>(&self, hash: &'h Digest) -> &'h [u8] {
        let hash = hash.as_bytes();
        hash.get(..self.width).unwrap_or(hash)
    }

    /// u times the generator plus v times the key, both multiplied at once, bit by bit.
    fn sum_of_multiples(&self, u: &BoxedUint, key: &Point, v: &BoxedUint) -> Point {
        let both = self.add(&self.generator, key);
        let mut sum = self.infinity();
        for bit in (0..u.bits_vartime().max(v.bits_vartime())).rev() {
            sum = self.double(&sum);
            match (u.bit_vartime(bit), v.bit_vartime(bit)) {
                (true, true) => sum = self.add(&sum, &both),
                (true, false) => sum = self.add(&sum, &self.generator),
                (false, true) => sum = self.add(&sum, key),
                (false, false) => {}
            }
        }
        sum
    }

    fn infinity(&self) -> Point {
        Point {
            x: self.p.one(),
            y: self.p.one(),
            z: self.p.zero(),
        }
    }

    fn affine_x(&self, point: &Point) -> Option<BoxedUint> {
        let inverse = point.z.invert_vartime().into_option()?;
        Some((&point.x * &inverse.square()).retrieve())
    }

    /// The tangent's third point, mirrored. With m = (3x² + az⁴)/2yz as slope; 2P of a point with y = 0 and of infinity
    /// come out with z = 0.
    fn double(&self, point: &Point) -> Point {
        let y2 = point.y.square();
        let x2 = point.x.square();
        let s = (&point.x * &y2).double().double();
        let m = &(&x2.double() + &x2) + &(&self.a * &point.z.square().square());
        let x = &m.square() - &s.double();
        let y4_8 = y2.square().double().double().double();
        let y = &(&m * &(&s - &x)) - &y4_8;
        let z = (&point.y * &point.z).double();
        Point { x, y, z }
    }

    /// The chord's third point, mirrored; equal points are doubled, opposite ones give infinity.
    fn add(&self, left: &Point, right: &Point) -> Point {
        if bool::from(left.z.is_zero()) {
            return right.clone();
        }
        if bool::from(right.z.is_zero()) {
            return left.clone();
        }
        let (left_z2, right_z2) = (left.z.square(), right.z.square());
        let u = &left.x * &right_z2;
        let s = &(&left.y * &right_z2) * &right.z;
        let h = &(&right.x * &left_z2) - &u;
        let t = &(&(&right.y * &left_z2) * &left.z) - &s;
        if bool::from(h.is_zero()) {
            return if bool::from(t.is_zero()) {
                self.double(left)
            } else {
                self.infinity()
            };
        }
        let h2 = h.square();
        let h3 = &h2 * &h;
        let uh2 = &u * &h2;
        let x = &(&t.square() - &h3) - &uh2.double();
        let y = &(&t * &(&uh2 - &x)) - &(&s * &h3);
        let z = &(&left.z * &right.z) * &h;
        Point { x, y, z }
    }
}

/// The octets of a constant above.
fn octets(hex: &str) -> Vec<u8> {
    hex.as_bytes()
        .chunks(2)
        .map(|pair| {
            let digits = core::str::from_utf8(pair).unwrap_or_default();
            u8::from_str_radix(digits, 16).expect("the constants are hexadecimal")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::algorithms::DigestAlgorithm;

    const CURVES: [Curve; 3] = [
        Curve::BrainpoolP256r1,
        Curve::BrainpoolP384r1,
        Curve::BrainpoolP512r1,
    ];

    fn groups() -> impl Iterator<Item = Group> {
        CURVES
            .map(|curve| Group::new(constants(curve).unwrap()))
            .into_iter()
    }

    fn generator_octets(curve: Curve) -> (Vec<u8>, Vec<u8>) {
        let constants = constants(curve).unwrap();
        (octets(constants.x), octets(constants.y))
    }

    fn is_infinite(point: &Point) -> bool {
        bool::from(point.z.is_zero())
    }

    fn same(group: &Group, left: &Point, right: &Point) -> bool {
        let minus = Point {
            y: right.y.neg(),
            ..right.clone()
        };
        is_infinite(&group.add(left, &minus))
    }

    /// n and the curve belong together: otherwise a digit above is wrong.
    #[test]
    fn n_times_the_generator_is_infinity_and_fewer_is_not() {
        for group in groups() {
            let (zero, one) = (BoxedUint::zero(), BoxedUint::one());
            let n = group.n.value().clone();
            let key = group.generator.clone();
            assert!(is_infinite(&group.sum_of_multiples(&n, &key, &zero)));
            assert!(is_infinite(&group.sum_of_multiples(&zero, &key, &n)));
            let less = n.wrapping_sub(&one);
            let last = group.sum_of_multiples(&less, &key, &zero);
            assert!(!is_infinite(&last));
            assert!(is_infinite(&group.add(&last, &key)));
        }
    }

    #[test]
    fn sums_agree_however_they_are_made() {
        for group in groups() {
            let number = |value: u32| BoxedUint::from(value);
            let of = |u, v| group.sum_of_multiples(&number(u), &group.generator, &number(v));
            assert!(same(&group, &of(5, 8), &of(13, 0)));
            assert!(same(&group, &of(1, 1), &group.double(&group.generator)));
            let g = &group.generator;
            assert!(same(&group, &group.add(g, g), &group.double(g)));
            assert!(same(&group, &group.add(g, &group.infinity()), g));
            assert!(same(&group, &group.add(&group.infinity(), g), g));
            assert!(is_infinite(&group.double(&group.infinity())));
        }
    }

    #[test]
    fn points_are_read_in_two_forms() {
        for (curve, group) in CURVES.into_iter().zip(groups()) {
            let (x, y) = generator_octets(curve);
            let whole = [&[0x04], &x[..], &y[..]].concat();
            assert!(same(&group, &group.read(&whole).unwrap(), &group.generator));
            let sign = 0x02 | (y.last().unwrap() & 1);
            let short = [&[sign], &x[..]].concat();
            assert!(same(&group, &group.read(&short).unwrap(), &group.generator));
            let other = [&[sign ^ 1], &x[..]].concat();
            assert!(!same(
                &group,
                &group.read(&other).unwrap(),
                &group.generator
            ));
        }
    }

    #[test]
    fn what_is_no_point_of_the_curve_is_no_key() {
        for (curve, group) in CURVES.into_iter().zip(groups()) {
            let (x, y) = generator_octets(curve);
            let p = octets(constants(curve).unwrap().p);
            let mut beside = y.clone();
            *beside.last_mut().unwrap() ^= 1;
            for point in [
                vec![],
                vec![0x00], // infinity
                [&[0x04], &x[..], &beside[..]].concat(),
                [&[0x04], &x[..], &y[1..]].concat(),
                [&[0x04], &x[..], &y[..], &[0x00]].concat(),
                [&[0x06], &x[..], &y[..]].concat(), // hybrid
                [&[0x04], &p[..], &y[..]].concat(), // not below p
                [&[0x02], &p[..]].concat(),
            ] {
                assert!(group.read(&point).is_none(), "{point:02x?}");
            }
            // Half of all x have no y.
            let without = (1..=64_u8).filter(|value| {
                let mut x = vec![0; group.width];
                *x.last_mut().unwrap() = *value;
                group.read(&[&[0x02], &x[..]].concat()).is_none()
            });
            assert!((16..=48).contains(&without.count()));
        }
    }

    #[test]
    fn other_curves_are_left_to_others() {
        let hash = Digest::from_bytes(DigestAlgorithm::Sha256, &[0; 32]).unwrap();
        assert_eq!(verify(Curve::P256, &[], &hash, &[]), None);
        assert_eq!(
            verify(Curve::BrainpoolP256r1, &[], &hash, &[]),
            Some(Err(VerifyError::BadKey))
        );
    }
}
