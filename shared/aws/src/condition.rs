//! Telling "the condition did not hold" from a failure of the world.

/// Whether an error says that a conditional write's condition did not hold.
macro_rules! is_failed_condition {
    ($error:expr) => {
        $error.as_service_error().is_some_and(|it| it.is_conditional_check_failed_exception())
    };
}
pub(crate) use is_failed_condition;
