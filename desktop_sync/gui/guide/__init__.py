"""The guide in the window: its pages, which one belongs to which screen, and the window that shows them."""
