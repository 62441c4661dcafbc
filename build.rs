//! Compares generated/ with what spec/drivers.yaml says now. Writes nothing into the source tree.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    #[cfg(feature = "regenerate")]
    oasmith::build::Project::from_toml("oasmith.toml").healed_by("cargo run -- generate").emit()?;
    Ok(())
}
