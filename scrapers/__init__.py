"""What does this employer offer right now? Adapters are pure; only the engine touches the network."""
