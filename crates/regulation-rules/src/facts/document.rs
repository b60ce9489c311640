//! What rules read about one file: its layout, and how signatures show on it.

use gov_ca_model::{SubscriberClass, VietnamDay};

use super::sheet::{sheet, stated_days};
use super::{DocumentPart, InkColour, LaterChange, Millimetres, Role, SecrecyLevel, Share};

sheet! {
    /// Facts about one file of a document (văn bản). Each may be missing.
    DocumentFacts {
        dated_on: VietnamDay = DatedOn,
        is_pdf: bool = IsPdf,
        holds_number_and_date: bool = HoldsNumberAndDate,
        part: DocumentPart = Part,
        secrecy_mark: SecrecyLevel = SecrecyMark,
        layout_of_circular_01_2011: bool = LayoutOfCircular012011,
        page_width: Millimetres = PageWidth,
        page_height: Millimetres = PageHeight,
        margin_top: Millimetres = MarginTop,
        margin_bottom: Millimetres = MarginBottom,
        margin_left: Millimetres = MarginLeft,
        margin_right: Millimetres = MarginRight,
        times_new_roman: bool = TimesNewRoman,
        page_number_as_prescribed: bool = PageNumberAsPrescribed,
        leading_zeros: bool = LeadingZeros,
        image_colour: InkColour = ImageColour,
        image_transparent_png: bool = ImageTransparentPng,
        between_title_and_name: bool = BetweenTitleAndName,
        seal_width: Millimetres = SealWidth,
        seal_registered_width: Millimetres = SealRegisteredWidth,
        seal_overlap: Share = SealOverlap,
        seal_from_left: bool = SealFromLeft,
        stamp_top_right: bool = StampTopRight,
        stamp_shows_number: bool = StampShowsNumber,
        stamp_shows_form_of_copy: bool = StampShowsFormOfCopy,
        stamp_shows_body: bool = StampShowsBody,
        stamp_time_iso_8601: bool = StampTimeIso8601,
        stamp_type_as_prescribed: bool = StampTypeAsPrescribed,
        stamp_shows_seal: bool = StampShowsSeal,
        agency_signed: bool = AgencySigned,
        pdf_version: u8 = PdfVersion,
        resolution: u32 = Resolution,
        in_colour: bool = InColour,
        scale_percent: u8 = ScalePercent,
        in_boxes_7c_and_8: bool = InBoxes7cAnd8,
        several_signers: bool = SeveralSigners,
        placed_sensibly: bool = PlacedSensibly,
        frame_length: Millimetres = FrameLength,
        frame_width: Millimetres = FrameWidth,
        frame_shows_signature_image: bool = FrameShowsSignatureImage,
        frame_shows_seal_image: bool = FrameShowsSealImage,
        frame_shows_time: bool = FrameShowsTime,
        frame_shows_name: bool = FrameShowsName,
        frame_mail: String = FrameMail,
        signature_image_blue: bool = SignatureImageBlue,
        seal_image_red: bool = SealImageRed,
        listed_type: bool = ListedType,
        on_portal: bool = OnPortal,
        signed_at_all: bool = SignedAtAll,
        later_change: LaterChange = LaterChange,
        signer_class: SubscriberClass = SignerClass,
        role: Role = Role,
    }
}

stated_days! { DocumentFacts {
    DatedOn => dated_on, DayOnTheDocument;
} }
