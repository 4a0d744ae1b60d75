//! The table of the dialogs: which controller each has.

use crate::app::controllers::dialogs::activity::ActivityController;
use crate::app::controllers::dialogs::broadcast::BroadcastController;
use crate::app::controllers::dialogs::confirm::ConfirmController;
use crate::app::controllers::dialogs::confirm_resend::ConfirmResendController;
use crate::app::controllers::dialogs::confirm_resume::ConfirmResumeController;
use crate::app::controllers::dialogs::dialog_controller::DialogController;
use crate::app::controllers::dialogs::draft_title::DraftTitleController;
use crate::app::controllers::dialogs::find::FindController;
use crate::app::controllers::dialogs::format::{FormatController, LinkAddressController};
use crate::app::controllers::dialogs::guard::GuardController;
use crate::app::controllers::dialogs::help::HelpController;
use crate::app::controllers::dialogs::picker::PickerController;
use crate::app::controllers::dialogs::save_file::SaveFileController;
use crate::app::controllers::dialogs::save_template::SaveTemplateController;
use crate::app::controllers::dialogs::setup::SetupController;
use crate::app::controllers::dialogs::size_report::SizeReportController;
use crate::app::controllers::dialogs::template_form::TemplateFormController;
use crate::app::controllers::dialogs::template_gallery::TemplateGalleryController;
use crate::app::dialogs::dialog::Dialog;
use crate::app::model::App;

/// Returns the controller of a dialog.
fn controller_of(dialog: &Dialog) -> &'static dyn DialogController {
    match dialog {
        Dialog::Picker(_) => &PickerController,
        Dialog::Help(_) => &HelpController,
        Dialog::Confirm => &ConfirmController,
        Dialog::Guard(..) => &GuardController,
        Dialog::Broadcast(_) => &BroadcastController,
        Dialog::ConfirmResend(_) => &ConfirmResendController,
        Dialog::ConfirmResume(_) => &ConfirmResumeController,
        Dialog::Find(_) => &FindController,
        Dialog::Format => &FormatController,
        Dialog::LinkAddress(_) => &LinkAddressController,
        Dialog::DraftTitle(_) => &DraftTitleController,
        Dialog::Activity(_) => &ActivityController,
        Dialog::TemplateGallery(_) => &TemplateGalleryController,
        Dialog::TemplateForm(_) => &TemplateFormController,
        Dialog::SaveTemplate(_) => &SaveTemplateController,
        Dialog::SizeReport(_) => &SizeReportController,
        Dialog::SaveFile(_) => &SaveFileController,
        Dialog::Setup(_) => &SetupController,
    }
}

/// Returns the controller of the open dialog.
#[must_use]
pub fn controller(app: &App) -> Option<&'static dyn DialogController> {
    app.overlay.dialog().map(controller_of)
}
