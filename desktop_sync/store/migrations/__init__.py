"""The store's schema, step by step. Each step is SQL text that never changes once it was released."""
