//! hardware-models
