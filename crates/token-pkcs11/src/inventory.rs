//! What a token carries, and the leave to change it.
//!
//! Data on a device issued by the government CA may not be changed by any tool without the consent of Ban Cơ yếu Chính phủ
//! (Bình Định Điều 7(2), 12(5)). Which certificate is protected is not known here; that nothing is changed before every one of
//! them was seen and cleared is: the calls that change a token need a [`ChangeableToken`], and [`Inventory::release`] is its one
//! constructor.

use cert_path::Certificate;

use crate::error::TokenError;
use crate::inspect::CertificateList;
use crate::interaction::Interaction;
use crate::objects::Objects;
use crate::session::Session;
use crate::token::Token;

/// The certificates of a token, and whether they are all.
#[derive(Debug)]
pub struct Inventory {
    pub(crate) token: Token,
    list: CertificateList,
    seen: Seen,
    /// The login it was seen with.
    pub(crate) session: Option<Session>,
}

/// How much of a token was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Seen {
    /// It is not initialised: there is nothing to see.
    Blank,
    /// All of it, logged in.
    Everything,
    /// What it shows to everybody. A token may show some certificates only after a login.
    Public,
}

/// A token that may be changed: all that was seen of it was cleared.
#[derive(Debug)]
pub struct ChangeableToken {
    pub(crate) inventory: Inventory,
}

impl Token {
    /// What it shows to everybody. No PIN is asked for.
    ///
    /// # Errors
    /// [`ErrorCode::TokenRemoved`](crate::ErrorCode::TokenRemoved), or what the token answered.
    pub fn inventory(&self) -> Result<Inventory, TokenError> {
        let (list, seen) = if self.info().initialised {
            (self.certificates()?, Seen::Public)
        } else {
            (CertificateList::default(), Seen::Blank)
        };
        Ok(Inventory {
            token: self.clone(),
            list,
            seen,
            session: None,
        })
    }

    /// All of it, logged in as its user.
    ///
    /// # Errors
    /// As [`Self::inventory`], and whatever a login ends with.
    pub fn inventory_logged_in(
        &self,
        interaction: &dyn Interaction,
    ) -> Result<Inventory, TokenError> {
        let session = Session::log_in(self, interaction, None)?;
        let list = CertificateList::read(Objects::of(session.raw()))?;
        Ok(Inventory {
            token: self.clone(),
            list,
            seen: Seen::Everything,
            session: Some(session),
        })
    }
}

impl Inventory {
    /// The certificates, the unreadable ones too.
    #[must_use]
    pub fn certificates(&self) -> &CertificateList {
        &self.list
    }

    /// The token.
    #[must_use]
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// Whether they are all.
    #[must_use]
    pub fn seen(&self) -> Seen {
        self.seen
    }

    /// The token may be changed if each certificate is cleared. One that cannot be read is not, nor is a token that shows
    /// nothing to strangers and was not logged in to: it may hide any.
    ///
    /// # Errors
    /// The inventory itself, where something on the token is, or may be, protected.
    pub fn release(
        self,
        mut is_cleared: impl FnMut(&Certificate) -> bool,
    ) -> Result<ChangeableToken, Box<Self>> {
        let hides_nothing = match self.seen {
            Seen::Blank | Seen::Everything => true,
            Seen::Public => !self.list.certificates.is_empty(),
        };
        let mut certificates = self.list.certificates.iter();
        let cleared = self.list.unreadable.is_empty()
            && certificates.all(|entry| is_cleared(&entry.certificate));
        if hides_nothing && cleared {
            Ok(ChangeableToken { inventory: self })
        } else {
            Err(Box::new(self))
        }
    }
}
